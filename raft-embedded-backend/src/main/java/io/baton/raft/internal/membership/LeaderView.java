// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.membership;

import io.baton.raft.internal.config.Address;
import java.util.List;
import org.apache.ratis.protocol.RaftGroupId;

/** The members as a Raft leader has them that can commit: every change committed before it was asked is in there. */
public record LeaderView(Address leader, MembershipView view) {

    public List<Address> members() {
        return view.members();
    }

    public RaftGroupId group() {
        return view.group().orElseThrow();
    }
}
