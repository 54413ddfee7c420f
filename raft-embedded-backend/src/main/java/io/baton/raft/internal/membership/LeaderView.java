// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.membership;

import io.baton.raft.internal.config.Address;
import java.util.List;
import org.apache.ratis.protocol.RaftGroupId;

/** The members that a Raft leader knows which can commit: every change that was committed before the question is included. */
public record LeaderView(Address leader, MembershipView view) {

    public List<Address> members() {
        return view.members();
    }

    public RaftGroupId group() {
        return view.group().orElseThrow();
    }
}
