// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import io.baton.spi.CandidacyFacts;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one request of a candidacy that is under way. A new request takes the place of the one before, whose caller has given it
 * up. For the strand only, but for {@link #request}.
 */
public final class RequestSlot {

    private final CandidacyFacts facts;
    private final Strand strand;
    private final Duration requestTimeout;
    private final BooleanSupplier sessionIsOver;
    private @Nullable PendingAnswer underWay;
    private boolean gone;

    /** No request is under way. */
    public RequestSlot(CandidacyFacts facts, Strand strand, Duration requestTimeout, BooleanSupplier sessionIsOver) {
        this.facts = facts;
        this.strand = strand;
        this.requestTimeout = requestTimeout;
        this.sessionIsOver = sessionIsOver;
    }

    /**
     * Begins a request; its answer is due from then on. Without a session there is no answer, and none is waited for. From any
     * thread.
     *
     * @param send sends the request, on the strand; not called when the candidacy is known to be gone
     */
    public void request(Consumer<PendingAnswer> send) {
        strand.run(() -> {
            if (!sessionIsOver.getAsBoolean()) {
                begin(send);
            }
        });
    }

    private void begin(Consumer<PendingAnswer> send) {
        PendingAnswer begun = new PendingAnswer(facts, strand, requestTimeout);
        drop();
        underWay = begun;
        if (gone) {
            begun.give(CandidacyFacts::gone);
        } else {
            send.accept(begun);
        }
    }

    /** Whether the candidacy is known not to be in the queue any more. */
    public boolean isGone() {
        return gone;
    }

    /** The candidacy has left the queue: this answers every request that follows. */
    public void leave() {
        gone = true;
    }

    /** Tells that the candidacy is gone, in answer to the request under way if there is one. */
    public void tellGone() {
        if (underWay != null && underWay.isOpen()) {
            underWay.give(CandidacyFacts::gone);
        } else {
            facts.gone();
        }
    }

    /** The request under way is not answered any more. */
    public void drop() {
        if (underWay != null) {
            underWay.drop();
        }
    }
}
