// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Candidate;
import io.baton.Leader;
import io.baton.spi.ElectionName;
import io.baton.spi.Electorate;
import io.baton.spi.MonotonicClock;
import io.baton.spi.SessionRequest;
import io.baton.spi.support.ConfigurationValues;
import io.baton.testkit.fixture.Patience;
import io.baton.testkit.spi.RecordingFacts;
import io.baton.testkit.spi.SpiParticipant;
import io.baton.testkit.spi.Standee;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers that are longer than a message of gRPC, asked for by a process that is no member. */
@Timeout(200)
class LargeAnswerTest {

    private static final ElectionName BIG = new ElectionName("big");
    private static final int CANDIDATES = 70;
    private static final int ATTRIBUTE_CHARACTERS = 60_000;
    private static final SessionRequest REQUEST =
            new SessionRequest(Duration.ofSeconds(40), Duration.ofSeconds(20), MonotonicClock.SYSTEM);

    @TempDir
    private Path dataDir;

    @Test
    void aQueueThatNoAnswerCanHoldFailsItsQuestionAndCostsNoProof() throws Exception {
        try (LocalGroup group = LocalGroup.ofOne(dataDir)) {
            SpiParticipant asker = client(group);
            try {
                Standee leader = asker.enter("mine");
                leader.lead();
                asker.session().prove();
                crowd(asker, group);

                CompletableFuture<Electorate> question =
                        asker.session().candidates(BIG).toCompletableFuture();
                assertThatThrownBy(() -> question.get(60, TimeUnit.SECONDS))
                        .cause()
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining(CANDIDATES + " candidates of election 'big'")
                        .hasMessageContaining("baton.attributes");
                long failed = REQUEST.clock().nanos();
                asker.facts().forget();
                awaitProofAfter(failed, asker);
                assertThat(asker.facts().untold()).doesNotContain("ended", "fenced", "disconnected");
                assertThat(leader(asker, "big")).isEmpty();
                assertThat(leader(asker, "mine")).isPresent();
                assertThat(asker.electorate("mine").queue()).hasSize(1);
            } finally {
                asker.session().close();
            }
        }
    }

    /** Answers that fit alone and not together come one after the other. */
    @Test
    void manyQuestionsAtOnceAreAnsweredInSeveralEntries() throws Exception {
        try (LocalGroup group = LocalGroup.ofOne(dataDir)) {
            SpiParticipant asker = client(group);
            try {
                Map<String, String> attributes = Map.of("payload", "x".repeat(ATTRIBUTE_CHARACTERS));
                RecordingFacts facts = new RecordingFacts();
                for (int i = 0; i < CANDIDATES / 4; i++) {
                    asker.session().enter(BIG, new Candidate("c" + i, attributes), facts);
                }
                awaitQueue(group, CANDIDATES / 4);
                CompletableFuture<?>[] questions = new CompletableFuture<?>[12];
                for (int i = 0; i < questions.length; i++) {
                    questions[i] = asker.session().candidates(BIG).toCompletableFuture();
                }
                CompletableFuture.allOf(questions).get(60, TimeUnit.SECONDS);
            } finally {
                asker.session().close();
            }
        }
    }

    private static SpiParticipant client(LocalGroup group) throws InterruptedException {
        SessionSecret secret = SessionSecret.random();
        Group way = RaftBackendProvider.group(
                new ConfigurationValues(group.configuration("client", "a").keys()));
        return new SpiParticipant(
                new TestBackend("", secret, strand -> new LeaderClient(way, strand, secret, Optional.empty())),
                REQUEST);
    }

    private static void crowd(SpiParticipant asker, LocalGroup group) {
        Map<String, String> attributes = Map.of("payload", "x".repeat(ATTRIBUTE_CHARACTERS));
        for (int i = 0; i < CANDIDATES; i++) {
            asker.session().enter(BIG, new Candidate("c" + i, attributes), new RecordingFacts());
        }
        awaitQueue(group, CANDIDATES);
    }

    private static void awaitQueue(LocalGroup group, int candidates) {
        Patience.untilTrue(
                "all have entered",
                () -> group.member("a")
                                .look(store -> store.electorate(BIG).queue().size())
                                .join()
                        == candidates);
    }

    private static Optional<Leader> leader(SpiParticipant asker, String election) throws Exception {
        return asker.session()
                .leader(new ElectionName(election))
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    private static void awaitProofAfter(long moment, SpiParticipant asker) throws InterruptedException {
        long provenAt;
        do {
            provenAt = (Long) asker.facts().eventually("proven");
        } while (provenAt <= moment);
    }
}
