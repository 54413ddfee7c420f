// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Candidate;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.message.SessionSecret;
import io.baton.raft.internal.transport.RemoteTransport;
import io.baton.raft.state.Store;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.spi.MonotonicClock;
import io.baton.spi.SessionRequest;
import io.baton.spi.support.ConfigurationValues;
import io.baton.testkit.spi.ProbeCandidacy;
import io.baton.testkit.spi.RecordingFacts;
import io.baton.testkit.spi.SpiParticipant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers that are longer than a message of gRPC, asked for by processes that are no members. */
@Timeout(600)
class LargeAnswerTest {

    private static final boolean LONG = Boolean.getBoolean("baton.faults");
    private static final ElectionName BIG = new ElectionName("big");
    private static final ElectionName MINE = new ElectionName("mine");
    private static final int SESSIONS = LONG ? 10 : 3;
    private static final int CANDIDATES_EACH = LONG ? 500 : 200;
    private static final int CHARACTERS = 4_000;
    private static final int FEW = 17;
    private static final int MANY_CHARACTERS = 60_000;

    /** On a machine that is busy with other tests a member alone keeps its term, and a long lease the sessions. */
    private static final String[] MEMBERS = LONG ? new String[] {"a", "b", "c"} : new String[] {"a"};

    private static final SessionRequest REQUEST = new SessionRequest(
            LONG ? Duration.ofMillis(800) : Duration.ofSeconds(40), Duration.ofSeconds(20), MonotonicClock.SYSTEM);

    private static final Duration AT_ONCE = LONG ? Duration.ofSeconds(1) : Duration.ofSeconds(10);

    @TempDir
    private Path dataDir;

    private final List<SpiParticipant> participants = new ArrayList<>();
    private @Nullable LocalGroup running;

    /** The sessions first: they are not closed without the group. */
    @AfterEach
    void close() {
        participants.forEach(participant -> participant.session().close());
        if (running != null) {
            running.close();
        }
    }

    @Test
    void aLongQueueIsListedWholeAndEndsNoSession() throws Exception {
        LocalGroup group = LONG ? LocalGroup.founded(dataDir) : LocalGroup.ofOne(dataDir);
        running = group;
        SpiParticipant asker = client(group, MEMBERS);
        ProbeCandidacy leader = asker.enter(MINE.value());
        leader.lead();
        asker.session().prove();
        crowd(group, Map.of("payload", "x".repeat(CHARACTERS)));
        asker.facts().forget();
        long term = NewestTerm.of(dataDir);

        long begun = System.nanoTime();
        CompletableFuture<CandidateQueue> question =
                asker.session().candidates(BIG).toCompletableFuture();
        long slowest = 0;
        int asked = 0;
        do {
            long sent = System.nanoTime();
            assertThat(asker.session().leader(MINE).toCompletableFuture().get(60, TimeUnit.SECONDS))
                    .isPresent();
            slowest = Math.max(slowest, System.nanoTime() - sent);
            asked++;
        } while (!question.isDone());
        CandidateQueue listed = question.get(60, TimeUnit.SECONDS);
        System.out.println(listed.queue().size() + " candidates of " + CHARACTERS + " characters listed in "
                + (System.nanoTime() - begun) / 1_000_000 + " ms, the slowest of " + asked
                + " answers to who leads meanwhile after " + slowest / 1_000_000 + " ms");

        assertThat(listed.queue()).hasSize(SESSIONS * CANDIDATES_EACH);
        assertThat(listed).isEqualTo(stored(group));
        assertThat(slowest).isLessThan(AT_ONCE.toNanos());
        assertThat(NewestTerm.of(dataDir)).isEqualTo(term);
        awaitProofAfter(REQUEST.clock().nanos(), asker);
        assertNoneHasEnded(group);
    }

    /** Answers that fit alone and not together come one after the other. */
    @Test
    void manyQuestionsAtOnceAreAnsweredInSeveralEntries() throws Exception {
        LocalGroup group = LocalGroup.ofOne(dataDir);
        running = group;
        SpiParticipant asker = client(group, "a");
        Map<String, String> attributes = Map.of("payload", "x".repeat(MANY_CHARACTERS));
        for (int i = 0; i < FEW; i++) {
            enter(asker, "c" + i, attributes).next("position");
        }
        CompletableFuture<?>[] questions = new CompletableFuture<?>[12];
        for (int i = 0; i < questions.length; i++) {
            questions[i] = asker.session().candidates(BIG).toCompletableFuture();
        }
        CompletableFuture.allOf(questions).get(60, TimeUnit.SECONDS);
        for (CompletableFuture<?> question : questions) {
            assertThat(question.get()).isEqualTo(stored(group));
        }
    }

    private void assertNoneHasEnded(LocalGroup group) throws Exception {
        for (SpiParticipant participant : participants) {
            assertThat(participant.facts().untold()).doesNotContain("ended", "fenced", "failed");
        }
        int living = look(group, store -> store.living().size());
        assertThat(living).isEqualTo(participants.size());
    }

    private SpiParticipant client(LocalGroup group, String... members) throws InterruptedException {
        GroupConfig way = RaftBackendProvider.group(
                new ConfigurationValues(group.configuration("client", members).keys()));
        SessionSecret secret = SessionSecret.random();
        SpiParticipant opened = new SpiParticipant(
                new TestBackend("", secret, strand -> new RemoteTransport(way, strand, secret, Optional.empty())),
                REQUEST);
        participants.add(opened);
        return opened;
    }

    /** An entry of the log lets one candidate into an election: each session has its own, and they share the flushes. */
    private void crowd(LocalGroup group, Map<String, String> attributes) throws InterruptedException {
        List<SpiParticipant> sessions = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            sessions.add(client(group, MEMBERS));
        }
        for (int i = 0; i < CANDIDATES_EACH; i++) {
            List<RecordingFacts> entered = new ArrayList<>();
            for (SpiParticipant session : sessions) {
                entered.add(enter(session, "c" + i + " of " + session.name(), attributes));
            }
            for (RecordingFacts facts : entered) {
                facts.next("position");
            }
        }
    }

    private static RecordingFacts enter(SpiParticipant session, String id, Map<String, String> attributes) {
        RecordingFacts facts = new RecordingFacts();
        session.session().enter(BIG, new Candidate(id, attributes), facts);
        return facts;
    }

    private static CandidateQueue stored(LocalGroup group) throws Exception {
        return look(group, store -> store.candidateQueue(BIG));
    }

    private static <T> T look(LocalGroup group, Function<Store, T> question) throws Exception {
        return group.member(group.leader()).look(question).get(60, TimeUnit.SECONDS);
    }

    private static void awaitProofAfter(long moment, SpiParticipant asker) throws InterruptedException {
        long provenAt;
        do {
            provenAt = (Long) asker.facts().eventually("proven");
        } while (provenAt <= moment);
    }
}
