// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.raft.state.News;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.FloorRecord;
import io.baton.spi.OfficeRecord;
import io.baton.spi.SessionFacts;
import io.baton.spi.Standing;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PredecessorTest {

    private final List<String> told = new ArrayList<>();
    private final Predecessor predecessor =
            new Predecessor(recorded(CandidacyFacts.class), recorded(SessionFacts.class));

    private <T> T recorded(Class<T> facts) {
        return facts.cast(
                Proxy.newProxyInstance(facts.getClassLoader(), new Class<?>[] {facts}, (proxy, method, arguments) -> {
                    told.add(method.getName());
                    return null;
                }));
    }

    @Test
    void aPredecessorThatTakesOfficeIsToldOnce() {
        predecessor.stands(behind(5, 4), 10);
        predecessor.heard(place(5, true), 11);
        predecessor.heard(place(5, true), 12);
        assertThat(told).containsExactly("signOfLife");
    }

    @Test
    void whatTheStandingSaysAlreadyIsNotTold() {
        predecessor.stands(behind(5, 5), 10);
        predecessor.heard(place(5, true), 11);
        assertThat(told).isEmpty();
    }

    @Test
    void newsOfBeforeTheStandingAreNotTold() {
        predecessor.stands(behind(5, 4), 10);
        predecessor.heard(place(5, true), 10);
        predecessor.heard(place(4, true), 9);
        assertThat(told).isEmpty();
    }

    @Test
    void newsThatAnEarlierAnswerDoesNotKnowAreToldAfterIt() {
        predecessor.stands(behind(5, 4), 10);
        predecessor.heard(place(5, true), 12);
        predecessor.stands(behind(5, 4), 11);
        predecessor.tell();
        assertThat(told).containsExactly("signOfLife", "signOfLife");
    }

    @Test
    void aPredecessorThatIsGoneIsToldOnce() {
        predecessor.stands(behind(5, 5), 10);
        predecessor.heard(place(0, false), 11);
        predecessor.heard(place(0, false), 12);
        assertThat(told).containsExactly("predecessorGone");
    }

    @Test
    void thereIsNewsUntilAStandingTellsOfSomebodyBeforeAndAfterWhatWasHeardSince() {
        assertThat(predecessor.hasNews()).isTrue();
        predecessor.stands(behind(5, 4), 10);
        assertThat(predecessor.hasNews()).isFalse();
        predecessor.heard(place(5, true), 11);
        assertThat(predecessor.hasNews()).isTrue();
        predecessor.stands(behind(5, 5), 12);
        assertThat(predecessor.hasNews()).isFalse();
        predecessor.heard(place(0, false), 13);
        assertThat(predecessor.hasNews()).isTrue();
    }

    @Test
    void nobodyBeforeIsNews() {
        predecessor.stands(behind(0, 4), 10);
        assertThat(predecessor.hasNews()).isTrue();
    }

    @Test
    void nothingIsToldBeforeTheFirstStanding() {
        predecessor.heard(place(5, true), 11);
        assertThat(told).isEmpty();
    }

    private static Standing behind(long before, long led) {
        return new Standing(
                9,
                Optional.of(before).filter(other -> other > 0).map(other -> new Standing.Predecessor(other, "s", true)),
                new FloorRecord(0, 0, 1, 2),
                new OfficeRecord(led, "s", led, false, 5));
    }

    private static News.Place place(long before, boolean leads) {
        return new News.Place(1, before, leads, 0);
    }
}
