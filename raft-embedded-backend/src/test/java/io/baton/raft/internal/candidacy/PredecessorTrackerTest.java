// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.candidacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.raft.state.request.SessionEvents;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.QueuePosition;
import io.baton.spi.SessionFacts;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PredecessorTrackerTest {

    private final List<String> told = new ArrayList<>();
    private final PredecessorTracker predecessorTracker =
            new PredecessorTracker(recorded(CandidacyFacts.class), recorded(SessionFacts.class));

    private <T> T recorded(Class<T> facts) {
        return facts.cast(
                Proxy.newProxyInstance(facts.getClassLoader(), new Class<?>[] {facts}, (proxy, method, arguments) -> {
                    told.add(method.getName());
                    return null;
                }));
    }

    @Test
    void aPredecessorThatTakesLeadershipIsToldOnce() {
        predecessorTracker.positionRead(behind(5, 4), 10);
        predecessorTracker.heard(place(5, true), 11);
        predecessorTracker.heard(place(5, true), 12);
        assertThat(told).containsExactly("heartbeat");
    }

    @Test
    void whatTheStandingSaysAlreadyIsNotTold() {
        predecessorTracker.positionRead(behind(5, 5), 10);
        predecessorTracker.heard(place(5, true), 11);
        assertThat(told).isEmpty();
    }

    @Test
    void newsOfBeforeTheStandingAreNotTold() {
        predecessorTracker.positionRead(behind(5, 4), 10);
        predecessorTracker.heard(place(5, true), 10);
        predecessorTracker.heard(place(4, true), 9);
        assertThat(told).isEmpty();
    }

    @Test
    void newsThatAnEarlierAnswerDoesNotKnowAreToldAfterIt() {
        predecessorTracker.positionRead(behind(5, 4), 10);
        predecessorTracker.heard(place(5, true), 12);
        predecessorTracker.positionRead(behind(5, 4), 11);
        predecessorTracker.tell();
        assertThat(told).containsExactly("heartbeat", "heartbeat");
    }

    @Test
    void aPredecessorThatIsGoneIsToldOnce() {
        predecessorTracker.positionRead(behind(5, 5), 10);
        predecessorTracker.heard(place(0, false), 11);
        predecessorTracker.heard(place(0, false), 12);
        assertThat(told).containsExactly("predecessorGone");
    }

    @Test
    void thereAreChangesUntilAPositionHasAPredecessorAndAfterEachEventSince() {
        assertThat(predecessorTracker.hasChanges()).isTrue();
        predecessorTracker.positionRead(behind(5, 4), 10);
        assertThat(predecessorTracker.hasChanges()).isFalse();
        predecessorTracker.heard(place(5, true), 11);
        assertThat(predecessorTracker.hasChanges()).isTrue();
        predecessorTracker.positionRead(behind(5, 5), 12);
        assertThat(predecessorTracker.hasChanges()).isFalse();
        predecessorTracker.heard(place(0, false), 13);
        assertThat(predecessorTracker.hasChanges()).isTrue();
    }

    @Test
    void aPositionWithoutPredecessorIsAChange() {
        predecessorTracker.positionRead(behind(0, 4), 10);
        assertThat(predecessorTracker.hasChanges()).isTrue();
    }

    @Test
    void nothingIsToldBeforeTheFirstPosition() {
        predecessorTracker.heard(place(5, true), 11);
        assertThat(told).isEmpty();
    }

    private static QueuePosition behind(long before, long led) {
        return new QueuePosition(
                9,
                Optional.of(before)
                        .filter(other -> other > 0)
                        .map(other -> new QueuePosition.Predecessor(other, "s", true)),
                new FloorRecord(0, 0, 1, 2),
                new LeaderRecord(led, "s", led, false, 5));
    }

    private static SessionEvents.PositionChange place(long before, boolean leads) {
        return new SessionEvents.PositionChange(1, before, leads, 0);
    }
}
