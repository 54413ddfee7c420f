// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Candidate;
import io.baton.spi.Bid;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.QueuePosition;
import io.baton.testkit.memory.store.SessionAttempt;
import io.baton.testkit.memory.store.StoreEvent;
import io.baton.testkit.memory.store.StoreEvent.Kind;
import io.baton.testkit.memory.store.StoreRequest;
import io.baton.testkit.memory.store.StoreRequest.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryStoreTest {

    private static final ElectionName ELECTION = new ElectionName("reports");
    private static final Duration LEASE = Duration.ofSeconds(2);

    private final ManualClock clock = new ManualClock();
    private final MemoryStore store = new MemoryStore(clock);
    private final Client a = new Client();
    private final Client b = new Client();

    @Test
    void ordersCandidaciesByEntryAndNamesTheNearestPredecessor() {
        QueuePosition first = a.enter("1");
        QueuePosition second = b.enter("1");
        QueuePosition third = b.enter("2");

        assertThat(first.predecessor()).isEmpty();
        assertThat(second.predecessor()).hasValue(new QueuePosition.Predecessor(first.orderValue(), a.session, true));
        assertThat(third.predecessor()).hasValue(new QueuePosition.Predecessor(second.orderValue(), b.session, false));
    }

    @Test
    void entersATagOnceHoweverOftenItIsAsked() {
        QueuePosition first = a.enter("1");
        assertThat(a.enter("1").orderValue()).isEqualTo(first.orderValue());
        assertThat(store.candidateQueue(ELECTION).queue()).hasSize(1);
    }

    @Test
    void aLookThatFindsNothingKeepsALateEntryOut() {
        assertThat(a.look("1")).isEmpty();
        assertThat(a.tryToEnter("1")).isEmpty();
        assertThat(store.candidateQueue(ELECTION).queue()).isEmpty();
    }

    @Test
    void aReleaseKeepsALateEntryOut() {
        a.enter("1");
        a.release("1");
        assertThat(a.tryToEnter("1")).isEmpty();
    }

    @Test
    void takingLeadershipNeedsBothRecordsAsTheyWereRead() {
        QueuePosition queuePosition = a.enter("1");
        FloorRecord otherFloor = new FloorRecord(0, 0, 1, queuePosition.floor().version() + 1);
        LeaderRecord otherRecord =
                new LeaderRecord(0, "", 0, true, queuePosition.leaderRecord().version() + 1);

        assertThat(a.take("1", new Bid(otherFloor, queuePosition.leaderRecord(), false, 1)))
                .isEqualTo(Outcome.CHANGED);
        assertThat(a.take("1", new Bid(queuePosition.floor(), otherRecord, false, 1)))
                .isEqualTo(Outcome.CHANGED);
        assertThat(a.take("1", bid(queuePosition))).isEqualTo(Outcome.DONE);
        assertThat(a.take("1", bid(queuePosition))).isEqualTo(Outcome.CHANGED);
        assertThat(store.candidateQueue(ELECTION).queue().get(0).leads()).isTrue();
    }

    @Test
    void aBidThatExpectsAReleaseIsTakenOnlyAfterIt() {
        QueuePosition leader = a.enter("1");
        a.take("1", bid(leader));
        LeaderRecord led = store.leaderRecord(ELECTION).orElseThrow();
        QueuePosition waiting = b.enter("1");
        Bid expecting = new Bid(waiting.floor(), led, true, 2);

        assertThat(b.take("1", expecting)).isEqualTo(Outcome.CHANGED);
        a.release("1");
        assertThat(b.take("1", expecting)).isEqualTo(Outcome.DONE);
    }

    @Test
    void aDeletedLeaderHasNotReleased() {
        QueuePosition leader = a.enter("1");
        a.take("1", bid(leader));
        store.deleteCandidacy(ELECTION, leader.orderValue());
        a.release("1");

        assertThat(store.leaderRecord(ELECTION).orElseThrow().released()).isFalse();
        assertThat(a.events).extracting(StoreEvent::kind).containsExactly(Kind.CANDIDACY_GONE);
    }

    @Test
    void afterItsFenceIsWrittenASessionProvesNothingUntilItHasReadIt() {
        QueuePosition queuePosition = a.enter("1");
        assertThat(a.prove()).isEqualTo(Outcome.DONE);
        store.execute(new StoreRequest.Fence(b.session, a.session));

        assertThat(a.take("1", bid(queuePosition))).isEqualTo(Outcome.FENCED);
        StoreRequest.Proof refused = store.execute(new StoreRequest.Prove(a.session, a.fence));
        assertThat(refused.outcome()).isEqualTo(Outcome.FENCED);
        a.fence = refused.fence();
        assertThat(a.prove()).isEqualTo(Outcome.DONE);
    }

    @Test
    void aWatchSeesEverySignFromTheMomentItIsTold() {
        a.prove();
        store.execute(new StoreRequest.WatchSession(b.session, a.session, 7));
        a.prove();
        store.expireSession(a.session);

        assertThat(b.events)
                .containsExactly(
                        new StoreEvent(Kind.WATCHING, a.session, 7),
                        new StoreEvent(Kind.SIGN, a.session, 7),
                        new StoreEvent(Kind.WATCHED_ENDED, a.session, 7));
    }

    @Test
    void anOldWatchThatArrivesLateDoesNotReplaceANewerOne() {
        store.execute(new StoreRequest.WatchSession(b.session, a.session, 2));
        store.execute(new StoreRequest.WatchSession(b.session, a.session, 1));
        a.prove();
        assertThat(b.events).last().isEqualTo(new StoreEvent(Kind.SIGN, a.session, 2));
    }

    @Test
    void anEndingSessionTakesItsCandidaciesAlongAndTellsOnlyWhoWaitsBehindThem() {
        QueuePosition first = a.enter("1");
        b.enter("1");
        b.enter("2");
        store.expireSession(a.session);

        assertThat(b.events).containsExactly(new StoreEvent(Kind.PREDECESSOR_GONE, "1", first.orderValue()));
        assertThat(store.sessions()).containsExactly(b.session);
        assertThat(a.prove()).isEqualTo(Outcome.GONE);
        assertThat(a.tryToEnter("3")).isEmpty();
    }

    @Test
    void onlySilentSessionsExpire() {
        clock.advance(LEASE);
        a.prove();
        clock.advance(Duration.ofNanos(1));
        store.expireSilent();
        assertThat(store.sessions()).containsExactly(a.session);
    }

    @Test
    void theFloorNeverGoesDownAndRemembersItsWrite() {
        QueuePosition before = a.enter("1");
        FloorRecord raised = raiseFloor(before.floor(), 100);
        assertThat(raised.floor()).isEqualTo(100);
        assertThat(raised.since())
                .isGreaterThan(before.orderValue())
                .isLessThan(b.enter("1").orderValue());

        assertThat(raiseFloor(before.floor(), 200)).isEqualTo(raised);
        assertThat(raiseFloor(raised, 50)).isEqualTo(raised);
    }

    @Test
    void theValidityIsRaisedOnlyInTheRecordThatWasRead() {
        FloorRecord read = a.enter("1").floor();
        raiseFloor(read, 5);
        store.execute(new StoreRequest.RaiseValidity(a.session, "1", read, read.validityNanos() * 2));
        FloorRecord now = store.floor(ELECTION).orElseThrow();
        assertThat(now.validityNanos()).isEqualTo(read.validityNanos());

        store.execute(new StoreRequest.RaiseValidity(a.session, "1", now, read.validityNanos() * 2));
        FloorRecord raised = store.floor(ELECTION).orElseThrow();
        assertThat(raised.validityNanos()).isEqualTo(read.validityNanos() * 2);
        assertThat(raised.since()).isEqualTo(now.since());
    }

    @Test
    void countsRequests() {
        a.prove();
        a.prove();
        assertThat(store.requests()).containsEntry("Prove", 2L).containsEntry("OpenSession", 2L);
    }

    private FloorRecord raiseFloor(FloorRecord read, long atLeast) {
        return store.execute(new StoreRequest.RaiseFloor(b.session, ELECTION, Optional.of(read), atLeast))
                .orElseThrow();
    }

    private static Bid bid(QueuePosition queuePosition) {
        return new Bid(queuePosition.floor(), queuePosition.leaderRecord(), false, queuePosition.orderValue());
    }

    private final class Client {

        private final List<StoreEvent> events = new ArrayList<>();
        private final String session = store.execute(
                        new StoreRequest.OpenSession(new SessionAttempt(), LEASE, events::add))
                .session();
        private long fence;

        QueuePosition enter(String tag) {
            return tryToEnter(tag).orElseThrow();
        }

        Optional<QueuePosition> tryToEnter(String tag) {
            return store.execute(new StoreRequest.Enter(session, tag, ELECTION, new Candidate(tag)));
        }

        Optional<QueuePosition> look(String tag) {
            return store.execute(new StoreRequest.Look(session, tag));
        }

        void release(String tag) {
            store.execute(new StoreRequest.Release(session, tag));
        }

        Outcome take(String tag, Bid bid) {
            return store.execute(new StoreRequest.TakeLeadership(session, tag, fence, bid))
                    .outcome();
        }

        Outcome prove() {
            return store.execute(new StoreRequest.Prove(session, fence)).outcome();
        }
    }
}
