// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Candidate;
import io.baton.raft.internal.session.SessionTerms;
import io.baton.raft.internal.transport.LeaderTransport;
import io.baton.raft.state.LiveSession;
import io.baton.raft.state.Records;
import io.baton.raft.state.Store;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.codec.ReplyCodec;
import io.baton.raft.state.codec.SessionEventsCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Request;
import io.baton.raft.state.request.SessionEventPoll;
import io.baton.spi.Candidacy;
import io.baton.spi.ElectionName;
import io.baton.spi.SessionRequest;
import io.baton.spi.support.HighestOrderValue;
import io.baton.testkit.spi.RecordingFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the entries of a session go, in time that the test advances, over a group that answers at once. */
class EntryBatcherTest {

    private static final Duration LEASE = Duration.ofMillis(800);
    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final Duration TIMEOUT = Duration.ofMillis(40);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final int ELECTIONS = 100;
    private static final long LEADS = 1;
    private static final long WAITS = 2;
    private static final long STANDS_FURTHER_BEHIND = 3;

    private final Store store = new Store();
    private final ManualStrand time = new ManualStrand();
    private final List<Command.Act> entries = new ArrayList<>();
    private final List<Asked> inquiries = new ArrayList<>();
    private final RaftSession leader = session(LEADS);
    private final RaftSession session = session(WAITS);
    private final List<Candidacy> before = new ArrayList<>();
    private final List<Candidacy> waiting = new ArrayList<>();
    private long index;
    private boolean answering = true;
    private long recorded = WAITS;

    private record Asked(SessionEventPoll poll, CompletableFuture<byte[]> answer) {}

    @BeforeEach
    void openBoth() throws Exception {
        leader.open();
        session.open();
        time.advance(MOMENT);
        for (int i = 0; i < ELECTIONS; i++) {
            ElectionName election = new ElectionName("election " + i);
            before.add(leader.enter(election, new Candidate("leader"), new RecordingFacts()));
            time.advance(MOMENT);
            waiting.add(session.enter(election, new Candidate("waits"), new RecordingFacts()));
            time.advance(MOMENT);
        }
        time.advance(PERIOD);
        entries.clear();
    }

    @Test
    void checksShareEntries() {
        for (Candidacy candidacy : waiting) {
            candidacy.check();
            time.advance(MOMENT);
        }
        time.advance(LEASE);
        assertThat(looks()).isEqualTo(ELECTIONS);
        assertThat(entriesWithLooks()).isOne();
    }

    @Test
    void aCheckNeedsNoEntryOfItsOwn() {
        int before = entries.size();
        time.advance(LEASE);
        int without = entries.size() - before;
        waiting.get(0).check();
        time.advance(LEASE);
        assertThat(looks()).isOne();
        assertThat(entries).hasSize(before + 2 * without);
    }

    @Test
    void aCheckGoesAtOnceWhenThePredecessorHasLeft() {
        checkTwo();
        assertThat(looks()).isZero();
        before.get(1).release();
        time.advance(Duration.ZERO);
        assertThat(looks()).isEqualTo(2);
    }

    @Test
    void aCheckGoesWithTheNextRequestThatIsUrgent() {
        checkTwo();
        waiting.get(2).confirm();
        time.advance(Duration.ZERO);
        assertThat(entries).hasSize(1);
        assertThat(looks()).isEqualTo(3);
    }

    @Test
    void requestsThatWereGivenUpDoNotAddUpWhileNoEntryComesThrough() {
        answering = false;
        time.advance(PERIOD);
        for (int i = 0; i < 1_000; i++) {
            waiting.get(0).check();
            time.advance(MOMENT);
        }
        assertThat(session.lifecycle().opened().orElseThrow().size())
                .isLessThanOrEqualTo((int) LEASE.toMillis() / 3 + 1);
    }

    @Test
    void whatWaitsForAnEntryGoesWhenThatIsAnswered() {
        answering = false;
        time.advance(PERIOD);
        waiting.get(0).confirm();
        time.advance(MOMENT);
        assertThat(looks()).isZero();
        answering = true;
        time.advance(PERIOD.multipliedBy(2));
        assertThat(looks()).isOne();
    }

    @Test
    void aSessionThatLeadsProvesItSixTimesInALease() {
        recorded = LEADS;
        time.advance(LEASE.multipliedBy(10));
        assertThat(entries.size()).isBetween(59, 61);
    }

    @Test
    void aSessionThatIsNextOrFurtherBehindShowsThatItIsAliveThreeTimesInALease() {
        time.advance(LEASE.multipliedBy(10));
        assertThat(entries.size()).isBetween(29, 31);
        openThird(true);
        time.advance(LEASE.multipliedBy(10));
        assertThat(entries.size()).isBetween(29, 31);
    }

    @Test
    void aSessionWhoseCandidateHasBecomeFirstShowsItMoreOftenFromThenOn() {
        openThird(true);
        waiting.get(0).release();
        before.get(0).release();
        time.advance(PERIOD.multipliedBy(2));
        assertThat(entries).isNotEmpty();
        entries.clear();
        time.advance(LEASE.multipliedBy(10));
        assertThat(entries.size()).isBetween(59, 61);
    }

    @Test
    void aSessionWithoutCandidatesIsKeptLongerAndHardlyWrites() {
        openThird(false);
        time.advance(LEASE.multipliedBy(100));
        assertThat(entries.size()).isBetween(29, 31);
        assertThat(store.living().stream().map(LiveSession::keptNanos).filter(kept -> kept > LEASE.toNanos()))
                .containsExactly(LEASE.multipliedBy(10).toNanos());
    }

    @Test
    void aSessionThatHasLeftItsLastElectionHardlyWritesAnyMore() {
        RaftSession third = openThird(false);
        Candidacy candidacy = third.enter(new ElectionName("its own"), new Candidate("third"), new RecordingFacts());
        time.advance(LEASE);
        assertThat(entries.size()).isBetween(6, 8);
        candidacy.release();
        time.advance(MOMENT);
        entries.clear();
        time.advance(LEASE.multipliedBy(10));
        assertThat(entries.size()).isBetween(2, 4);
    }

    private RaftSession openThird(boolean stands) {
        RaftSession third = session(STANDS_FURTHER_BEHIND);
        recorded = STANDS_FURTHER_BEHIND;
        third.open();
        time.advance(MOMENT);
        if (stands) {
            third.enter(new ElectionName("election 0"), new Candidate("third"), new RecordingFacts());
            time.advance(MOMENT);
        }
        time.advance(LEASE);
        entries.clear();
        return third;
    }

    private void checkTwo() {
        time.advance(PERIOD.dividedBy(2));
        entries.clear();
        waiting.get(0).check();
        time.advance(Duration.ZERO);
        waiting.get(1).check();
        time.advance(Duration.ZERO);
    }

    private long looks() {
        return entries.stream()
                .flatMap(act -> act.requests().stream())
                .filter(Request.Look.class::isInstance)
                .count();
    }

    private long entriesWithLooks() {
        return entries.stream()
                .filter(act -> act.requests().stream().anyMatch(Request.Look.class::isInstance))
                .count();
    }

    private RaftSession session(long nonce) {
        return new RaftSession(
                new SessionTerms(
                        "", Records.SECRET, strand -> new Way(nonce), new HighestOrderValue(), time.environment(nonce)),
                new SessionRequest(LEASE, TIMEOUT, time::now),
                new RecordingFacts());
    }

    /** Carries out each entry at once. */
    private final class Way implements LeaderTransport {

        private final long session;

        Way(long session) {
            this.session = session;
        }

        @Override
        public CompletionStage<byte[]> submit(byte[] entry) {
            Command command = CommandCodec.read(entry);
            if (session == recorded && !answering) {
                return CompletableFuture.failedFuture(new TimeoutException("no member answers"));
            }
            if (session == recorded && command instanceof Command.Act act) {
                entries.add(act);
            }
            byte[] reply = ReplyCodec.write(store.apply(++index, command).reply());
            for (Asked asked : List.copyOf(inquiries)) {
                answer(asked);
            }
            return CompletableFuture.completedFuture(reply);
        }

        @Override
        public CompletionStage<byte[]> inquire(byte[] bytes) {
            Asked asked = new Asked(SessionEventsCodec.poll(bytes), new CompletableFuture<>());
            inquiries.add(asked);
            answer(asked);
            return asked.answer;
        }

        private void answer(Asked asked) {
            var events = store.events(asked.poll);
            if (events.isAny()) {
                inquiries.remove(asked);
                asked.answer.complete(SessionEventsCodec.write(events));
            }
        }

        @Override
        public void hint(String leaderNow) {}

        @Override
        public void leaveServer() {}

        @Override
        public void close() {}
    }
}
