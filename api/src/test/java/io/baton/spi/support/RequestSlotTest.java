// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.spi.CandidacyFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestSlotTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final ManualStrand carrier = new ManualStrand();
    private final ToldFacts told = new ToldFacts();
    private final List<PendingAnswer> sent = new ArrayList<>();
    private boolean over;
    private final RequestSlot slot =
            new RequestSlot(told.as(CandidacyFacts.class), new Strand(carrier, this::fault), TIMEOUT, () -> over);

    private void fault(Throwable fault) {
        throw new AssertionError(fault);
    }

    private void request() {
        slot.request(sent::add);
        carrier.runTasks();
    }

    @Test
    void aRequestIsAnsweredOnce() {
        request();
        sent.get(0).give(CandidacyFacts::confirmed);
        sent.get(0).give(CandidacyFacts::confirmed);
        carrier.advance(TIMEOUT);
        assertThat(told.all()).containsExactly("confirmed");
        assertThat(carrier.timers()).isZero();
    }

    @Test
    void aRequestWithoutAnAnswerIsUnknownAfterTheTimeout() {
        request();
        carrier.advance(TIMEOUT.minusNanos(1));
        assertThat(told.all()).isEmpty();
        carrier.advance(Duration.ofNanos(1));
        assertThat(told.all()).singleElement().asString().startsWith("unknown").contains("TimeoutException");
        sent.get(0).give(CandidacyFacts::confirmed);
        assertThat(told.all()).hasSize(1);
    }

    @Test
    void aNewRequestTakesThePlaceOfTheOneBefore() {
        request();
        request();
        assertThat(sent.get(0).isOpen()).isFalse();
        sent.get(0).give(CandidacyFacts::leadershipNotTaken);
        sent.get(1).give(CandidacyFacts::confirmed);
        carrier.advance(TIMEOUT);
        assertThat(told.all()).containsExactly("confirmed");
    }

    @Test
    void aCandidacyThatIsGoneAnswersTheRequestUnderWayAndAllThatFollow() {
        request();
        slot.leave();
        slot.tellGone();
        assertThat(told.all()).containsExactly("gone");
        assertThat(sent.get(0).isOpen()).isFalse();
        request();
        assertThat(sent).hasSize(1);
        assertThat(told.all()).containsExactly("gone", "gone");
    }

    @Test
    void aCandidacyIsToldToBeGoneWithoutARequestToo() {
        slot.leave();
        slot.tellGone();
        assertThat(told.all()).containsExactly("gone");
    }

    @Test
    void nothingIsAskedOrAnsweredOnceTheSessionIsOver() {
        request();
        over = true;
        slot.drop();
        request();
        carrier.advance(TIMEOUT);
        assertThat(sent).hasSize(1);
        assertThat(told.all()).isEmpty();
        assertThat(carrier.timers()).isZero();
    }
}
