// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProofRequestTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final ManualStrand carrier = new ManualStrand();
    private final Strand strand = new Strand(carrier, this::fault);
    private final ToldFacts told = new ToldFacts();
    private boolean over;

    private void fault(Throwable fault) {
        throw new AssertionError(fault);
    }

    private ProofRequest proof() {
        return new ProofRequest(
                told.as(SessionFacts.class),
                strand,
                new SessionRequest(Duration.ofSeconds(10), TIMEOUT, carrier::now),
                () -> over);
    }

    @Test
    void aProofCountsFromTheMomentAtWhichItIsSent() {
        carrier.advance(Duration.ofNanos(41));
        ProofRequest proof = proof();
        carrier.advance(Duration.ofSeconds(1));
        proof.proven();
        assertThat(told.all()).containsExactly("proven[42]");
    }

    @Test
    void aProofIsAnsweredOnce() {
        ProofRequest proof = proof();
        proof.fenced();
        proof.proven();
        proof.unproven(new IllegalStateException());
        carrier.advance(TIMEOUT);
        assertThat(told.all()).containsExactly("fenced");
        assertThat(carrier.timers()).isZero();
    }

    @Test
    void aProofWithoutAnAnswerIsUnprovenAfterTheTimeout() {
        ProofRequest proof = proof();
        carrier.advance(TIMEOUT.minusNanos(1));
        assertThat(proof.isOpen()).isTrue();
        carrier.advance(Duration.ofNanos(1));
        proof.proven();
        assertThat(told.all()).singleElement().asString().startsWith("unproven").contains("TimeoutException");
    }

    @Test
    void aProofThatIsDroppedIsNotAnswered() {
        ProofRequest proof = proof();
        proof.drop();
        proof.proven();
        carrier.advance(TIMEOUT);
        assertThat(told.all()).isEmpty();
    }

    @Test
    void nothingIsToldOnceTheSessionIsOver() {
        ProofRequest proof = proof();
        over = true;
        carrier.advance(TIMEOUT);
        proof.proven();
        assertThat(told.all()).isEmpty();
    }
}
