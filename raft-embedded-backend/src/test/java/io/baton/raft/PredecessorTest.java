// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.raft.state.News;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.FloorRecord;
import io.baton.spi.OfficeRecord;
import io.baton.spi.Standing;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PredecessorTest {

    private final List<String> told = new ArrayList<>();
    private final Predecessor predecessor = new Predecessor((CandidacyFacts) Proxy.newProxyInstance(
            CandidacyFacts.class.getClassLoader(),
            new Class<?>[] {CandidacyFacts.class},
            (proxy, method, arguments) -> {
                told.add(method.getName());
                return null;
            }));

    @Test
    void aPredecessorThatTakesOfficeIsToldOnce() {
        predecessor.stands(behind(5, 4), 10);
        predecessor.heard(place(5, true), 11);
        predecessor.heard(place(5, true), 12);
        assertThat(told).containsExactly("predecessorLeads");
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
        assertThat(told).containsExactly("predecessorLeads", "predecessorLeads");
    }

    @Test
    void aPredecessorThatIsGoneIsToldOnce() {
        predecessor.stands(behind(5, 5), 10);
        predecessor.heard(place(0, false), 11);
        predecessor.heard(place(0, false), 12);
        assertThat(told).containsExactly("predecessorGone");
    }

    @Test
    void nothingIsToldBeforeTheFirstStanding() {
        predecessor.heard(place(5, true), 11);
        assertThat(told).isEmpty();
    }

    private static Standing behind(long before, long led) {
        return new Standing(
                9,
                Optional.of(new Standing.Predecessor(before, "s", true)),
                new FloorRecord(0, 0, 1, 2),
                new OfficeRecord(led, "s", led, false, 5));
    }

    private static News.Place place(long before, boolean leads) {
        return new News.Place(1, before, leads, 0);
    }
}
