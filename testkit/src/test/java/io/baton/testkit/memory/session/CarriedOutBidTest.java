// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Candidate;
import io.baton.spi.Bid;
import io.baton.spi.Candidacy;
import io.baton.spi.ElectionName;
import io.baton.spi.QueuePosition;
import io.baton.spi.SessionRequest;
import io.baton.testkit.memory.ManualClock;
import io.baton.testkit.memory.MemoryStore;
import io.baton.testkit.memory.store.StoreEvent;
import io.baton.testkit.memory.store.StoreRequest;
import io.baton.testkit.spi.ForwardingCandidacyFacts;
import io.baton.testkit.spi.ProbeCandidacy;
import io.baton.testkit.spi.RecordingFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From which proof a bid counts that a release has carried out: news of it may come late. */
class CarriedOutBidTest {

    private static final ElectionName ELECTION = new ElectionName("carried-out");
    private static final Duration STEP = Duration.ofMillis(10);

    private final ManualClock clock = new ManualClock();
    private final MemoryStore store = new MemoryStore(clock);
    private final Participant leader = new Participant();
    private final Participant successor = new Participant();

    @BeforeEach
    void theSuccessorBidsBehindALeader() throws InterruptedException {
        QueuePosition first = (QueuePosition) leader.candidacyFacts.next("position");
        leader.candidacy.takeLeadership(ProbeCandidacy.bid(first, false));
        leader.candidacyFacts.next("tookLeadership");
        QueuePosition second = successor.look();
        clock.advance(STEP);
        successor.candidacy.bidAhead(ProbeCandidacy.bid(second, true));
        assertThat(successor.candidacyFacts.next("bidStands")).isEqualTo(clock.nanos());
        clock.advance(STEP);
    }

    @Test
    void itCountsFromTheLastProofOfTheSession() throws InterruptedException {
        successor.session.prove();
        successor.sessionFacts.eventually("proven");
        clock.advance(STEP);

        leader.candidacy.release();

        successor.candidacyFacts.next("bidCarriedOut");
        assertThat(successor.carriedOutAt).isEqualTo(clock.nanos() - STEP.toNanos());
        assertThat(store.leaderRecord(ELECTION).orElseThrow().session()).isEqualTo(successor.session.name());
    }

    /** A follower that has written the fence waits from then on: a younger proof on the new fence would outlast that. */
    @Test
    void aProofOnAFenceThatWasWrittenSinceDoesNotCount() throws InterruptedException {
        successor.link.hold();
        leader.candidacy.release();
        store.deleteCandidacy(
                ELECTION, store.leaderRecord(ELECTION).orElseThrow().led());
        new Participant().candidacy.fence(successor.session.name());
        successor.session.prove();
        successor.sessionFacts.eventually("fenced");
        successor.session.prove();
        successor.sessionFacts.eventually("proven");

        successor.link.deliver();

        assertThat(successor.candidacyFacts.untold())
                .doesNotContain("bidCarriedOut")
                .contains("gone");
    }

    /** The same store has to be asked then. */
    @Test
    void theSameBidSucceedsOnceMore() throws InterruptedException {
        QueuePosition second = successor.look();
        successor.link.hold();
        leader.candidacy.release();

        successor.candidacy.takeLeadership(ProbeCandidacy.bid(second, true));

        successor.candidacyFacts.next("tookLeadership");
    }

    @Test
    void aSuccessorThatWasFencedAfterItsBidIsNotMadeTheLeader() throws InterruptedException {
        new Participant().candidacy.fence(successor.session.name());

        leader.candidacy.release();

        assertThat(store.leaderRecord(ELECTION).orElseThrow().released()).isTrue();
        successor.candidacyFacts.next("predecessorGone");
    }

    /** A candidacy in a session of its own. */
    private final class Participant {

        private final HeldLink link = new HeldLink();
        private final RecordingFacts sessionFacts = new RecordingFacts();
        private final RecordingFacts candidacyFacts = new RecordingFacts();
        private final MemorySession session = new MemorySession(
                new SessionRequest(Duration.ofSeconds(10), Duration.ofSeconds(1), clock), sessionFacts, link);
        private final Candidacy candidacy =
                session.enter(ELECTION, new Candidate("a"), new ForwardingCandidacyFacts(candidacyFacts) {
                    @Override
                    public void bidCarriedOut(Bid bid, long sentAt) {
                        carriedOutAt = sentAt;
                        super.bidCarriedOut(bid, sentAt);
                    }
                });
        private long carriedOutAt;

        QueuePosition look() throws InterruptedException {
            candidacyFacts.forget();
            candidacy.look();
            return (QueuePosition) candidacyFacts.next("position");
        }
    }

    /** Answers at once, and keeps events back while it is told to. */
    private final class HeldLink implements StoreLink {

        private final List<StoreEvent> held = new ArrayList<>();
        private Consumer<StoreEvent> receiver = event -> {};
        private boolean holding;

        void hold() {
            holding = true;
        }

        void deliver() {
            holding = false;
            held.forEach(receiver);
            held.clear();
        }

        @Override
        public void run(Runnable step) {
            step.run();
        }

        @Override
        public void after(Duration delay, Runnable step) {
            // The sessions of this test do not live for that long.
        }

        @Override
        public Consumer<StoreEvent> connect(Consumer<StoreEvent> session) {
            receiver = session;
            return event -> {
                if (holding) {
                    held.add(event);
                } else {
                    receiver.accept(event);
                }
            };
        }

        @Override
        public <A> void send(StoreRequest<A> request, Reply<A> reply) {
            reply.answered(store.execute(request));
        }

        @Override
        public void leaveServer() {
            // There is one server.
        }

        @Override
        public void close(StoreRequest<?> last) {
            store.execute(last);
        }
    }
}
