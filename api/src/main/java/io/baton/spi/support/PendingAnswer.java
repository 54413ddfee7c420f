// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import io.baton.spi.CandidacyFacts;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The answer to one request of a candidacy: given once, by the store or by the request timeout. For the strand only.
 */
public final class PendingAnswer {

    private final CandidacyFacts facts;
    private final Strand.Timer timer;
    private boolean open = true;

    public PendingAnswer(CandidacyFacts facts, Strand strand, Duration bound) {
        this.facts = facts;
        timer = strand.later(bound, () -> give(to -> to.unknown(new TimeoutException("no answer within " + bound))));
    }

    /** Whether a caller still waits. What is sent for a request that was given up could be carried out behind its back. */
    public boolean isOpen() {
        return open;
    }

    public void give(Consumer<CandidacyFacts> fact) {
        if (open) {
            drop();
            fact.accept(facts);
        }
    }

    public void drop() {
        open = false;
        timer.cancel();
    }
}
