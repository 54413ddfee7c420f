// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member;

import io.baton.raft.internal.member.store.ReplicatedStore;
import io.baton.raft.internal.membership.BootstrapListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.ratis.protocol.RaftGroupId;

/** Passes the failures of one server to its member, so that a late failure of a server that ends does not count for the next server. */
public record ServerFailureListener(MemberLifecycle member, ReplicatedStore replica, Path dataDir)
        implements GroupStateMachine.FailureListener, BootstrapListener {

    @Override
    public void logFailed(Throwable cause) {
        member.logFailed(replica, cause);
    }

    @Override
    public void unreadable(String entry) {
        member.stops(
                replica,
                new IOException("member " + member.address() + " stops: its log in " + dataDir + " has " + entry
                        + ", which this version of Baton cannot read. A later version wrote it; start this member with"
                        + " that version"));
    }

    @Override
    public void refused(IOException why) {
        member.refused(why);
    }

    @Override
    public void delayed() {
        member.again(Optional.empty());
    }

    @Override
    public void leaves(RaftGroupId unheard) {
        member.again(Optional.of(unheard));
    }

    @Override
    public void serverEnded() {
        member.ended(replica, true, "was ended by the Raft engine, after a long pause or its removal");
    }
}
