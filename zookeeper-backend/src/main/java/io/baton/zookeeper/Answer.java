// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.CandidacyFacts;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The answer to one request of a candidacy: given once, by the store or by the request timeout. */
final class Answer {

    private final CandidacyFacts facts;
    private final Strand.Timer timer;
    private boolean open = true;

    Answer(CandidacyFacts facts, Strand strand, Duration bound) {
        this.facts = facts;
        timer = strand.later(bound, () -> give(to -> to.unknown(new TimeoutException("no answer within " + bound))));
    }

    /** Whether anybody still waits. What is sent for a request that was given up could be carried out behind its back. */
    boolean isOpen() {
        return open;
    }

    void give(Consumer<CandidacyFacts> fact) {
        if (open) {
            drop();
            fact.accept(facts);
        }
    }

    void drop() {
        open = false;
        timer.cancel();
    }
}
