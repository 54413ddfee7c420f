// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One proof under way: answered once, by the store or by the request timeout, and not at all once its session is over. For the
 * strand only.
 */
public final class ProofRequest {

    private final SessionFacts facts;
    private final BooleanSupplier sessionIsOver;
    private final long sentAt;
    private final Strand.Timer timer;
    private boolean open = true;

    /** A proof that is sent next. Its validity counts from now: a later moment would prolong leaderships (P1). */
    public ProofRequest(SessionFacts facts, Strand strand, SessionRequest session, BooleanSupplier sessionIsOver) {
        this.facts = facts;
        this.sessionIsOver = sessionIsOver;
        Duration bound = session.requestTimeout();
        sentAt = session.clock().nanos();
        timer = strand.later(bound, () -> unproven(new TimeoutException("no answer within " + bound)));
    }

    /** Whether an answer would be told. */
    public boolean isOpen() {
        return open;
    }

    public void proven() {
        give(to -> to.proven(sentAt));
    }

    public void fenced() {
        give(SessionFacts::fenced);
    }

    public void unproven(Throwable cause) {
        give(to -> to.unproven(cause));
    }

    private void give(Consumer<SessionFacts> fact) {
        boolean isTold = open && !sessionIsOver.getAsBoolean();
        drop();
        if (isTold) {
            fact.accept(facts);
        }
    }

    /** The answer is told otherwise, or not at all. */
    public void drop() {
        open = false;
        timer.cancel();
    }
}
