// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.session;

import io.baton.raft.internal.transport.LeaderTransport;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.support.Strand;
import java.time.Duration;

/** The entry that closes a session, and the wait for it, which is bounded. For the strand only. */
final class SessionClosing {

    private SessionClosing() {}

    /**
     * Puts the entry into the log.
     *
     * @param done called once, after the answer or the bound, whichever comes first
     */
    static void begin(
            Strand strand, LeaderTransport leaderTransport, SessionId session, Duration bound, Runnable done) {
        var unused = ProposalRetry.begin(
                strand, leaderTransport, CommandCodec.write(new Command.Close(session)), new ProposalRetry.Listener() {
                    private final Strand.Timer timer = strand.later(bound, done);

                    @Override
                    public void answered(Reply reply) {
                        timer.cancel();
                        done.run();
                    }

                    @Override
                    public void failing(Throwable cause) {
                        // It is tried again until the bound.
                    }
                });
    }
}
