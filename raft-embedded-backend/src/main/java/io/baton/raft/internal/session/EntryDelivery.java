// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.session;

import io.baton.raft.internal.transport.LeaderTransport;
import io.baton.raft.state.request.Reply;
import io.baton.spi.support.Strand;
import java.util.function.Consumer;

/** Puts the entries of one session into the log, and notes whether the group is reached. For the strand only. */
final class EntryDelivery {

    private final Strand strand;
    private final LeaderTransport leaderTransport;
    private final Connectivity connectivity;

    EntryDelivery(Strand strand, LeaderTransport leaderTransport, Connectivity connectivity) {
        this.strand = strand;
        this.leaderTransport = leaderTransport;
        this.connectivity = connectivity;
    }

    /** Puts a command into the log, however often that has to be tried. */
    ProposalRetry deliver(byte[] entry, Consumer<Reply> answered) {
        connectivity.asked();
        return ProposalRetry.begin(strand, leaderTransport, entry, new ProposalRetry.Listener() {
            @Override
            public void answered(Reply reply) {
                connectivity.reached();
                answered.accept(reply);
            }

            @Override
            public void failing(Throwable cause) {
                connectivity.unreached(cause);
            }
        });
    }
}
