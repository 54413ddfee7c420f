// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.session;

import io.baton.raft.state.request.Reply;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.spi.support.Strand;
import java.util.function.Consumer;

/** What the entries of a session use of the session. For the strand only. */
public interface SessionLink {

    Strand strand();

    SessionRequest request();

    SessionFacts facts();

    /** Up to which entry the session has heard its events. */
    long heardUpTo();

    /** Puts a command into the log, however often that has to be tried. */
    ProposalRetry deliver(byte[] entry, Consumer<Reply> answered);

    /** A proof has succeeded or was refused. */
    void proofAnswered();

    /** The session is not in the store any more, or cannot go on. */
    void lost(String how);

    /** The time of the session's clock. */
    default long now() {
        return request().clock().nanos();
    }
}
