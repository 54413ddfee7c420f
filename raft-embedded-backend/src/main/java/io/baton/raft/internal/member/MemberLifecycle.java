// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.member.store.ReplicatedStore;
import java.io.IOException;
import java.util.Optional;
import org.apache.ratis.protocol.RaftGroupId;

/** What a running server has its member do; may be called from any thread. What concerns an earlier server has no effect. */
public interface MemberLifecycle {

    Address address();

    /**
     * The server has ended; the member begins again.
     *
     * @param removed whether the others may have removed the member
     */
    void ended(ReplicatedStore of, boolean removed, String how);

    /** The member does not begin again by itself. */
    void stops(ReplicatedStore of, IOException why);

    /**
     * The member begins again.
     *
     * @param without the group that it leaves, of which it has heard nothing
     */
    void again(Optional<RaftGroupId> without);

    /** The member takes no part. */
    void refused(IOException why);

    /** The log of the member cannot be written. */
    void logFailed(ReplicatedStore of, Throwable cause);
}
