// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Candidate;
import io.baton.raft.state.Records;
import io.baton.raft.state.Store;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.Request;
import io.baton.raft.state.request.Result;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.spi.QueuePosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** A queue that is read in pages while candidates come and go. */
class QueueReaderTest {

    private static final ElectionName NAME = new ElectionName("jobs");
    private static final Map<String, String> ATTRIBUTES = Map.of("x", "y".repeat(60_000));
    private static final int CANDIDATES = 40;
    private static final int ROUNDS = 50;

    private final long seed = Long.getLong("baton.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Store store = new Store();
    private final List<Long> tags = new ArrayList<>();
    private long index;
    private final SessionId session =
            ((Reply.Opened) apply(new Command.Open(1, 800_000_000, "", Records.SECRET))).session();
    private long numbers;
    private long newestTag;
    private long firstPage;

    @Test
    void eachCandidateThatStandsAllTheWhileIsListedOnceAndInOrder() {
        for (int round = 0; round < ROUNDS; round++) {
            while (tags.size() < CANDIDATES) {
                enter();
            }
            firstPage = 0;
            Set<Long> position = new HashSet<>();
            CandidateQueue listed = read(after -> {
                if (after == 0) {
                    position.addAll(orderValues(store.candidateQueue(NAME)));
                } else {
                    change();
                }
                return page(after);
            });
            position.retainAll(orderValues(store.candidateQueue(NAME)));
            List<Long> orderValues = orderValues(listed);
            assertThat(orderValues)
                    .as("seed %d", seed)
                    .containsAll(position)
                    .doesNotHaveDuplicates()
                    .isSortedAccordingTo(Comparator.naturalOrder())
                    .allMatch(value -> value < firstPage);
        }
    }

    @Test
    void theLeaderIsThatOfTheFirstPage() {
        lead(enter(), 1);
        for (int i = 1; i < CANDIDATES; i++) {
            enter();
        }
        CandidateQueue listed = read(after -> {
            if (after > 0) {
                while (tags.size() > 1) {
                    release(0);
                }
                lead(position(act(new Request.Look(tags.get(0)))), tags.get(0));
            }
            return page(after);
        });
        assertThat(listed.queue().get(0).leads()).isTrue();
        assertThat(listed.queue().get(0).token()).isPositive();
        assertThat(listed.queue().stream().filter(CandidateQueue.QueuedCandidate::leads))
                .hasSize(1);
        assertThat(store.candidateQueue(NAME).queue().get(0).leads()).isTrue();
    }

    @Test
    void aPageThatIsNotAnsweredFailsTheQuestion() {
        for (int i = 0; i < CANDIDATES; i++) {
            enter();
        }
        IllegalStateException lost = new IllegalStateException("lost");
        CompletableFuture<CandidateQueue> answer = new QueueReader(
                        NAME, after -> after == 0 ? page(after) : CompletableFuture.failedFuture(lost))
                .read()
                .toCompletableFuture();
        assertThatThrownBy(() -> answer.get(60, TimeUnit.SECONDS)).hasCause(lost);
    }

    @Test
    void pagesWithoutEndAreRefusedWithTheirSize() {
        Candidate large = new Candidate("large", ATTRIBUTES);
        CompletableFuture<CandidateQueue> answer = new QueueReader(
                        NAME,
                        after -> CompletableFuture.supplyAsync(() -> new QueueReader.Page(
                                new Result.Listed(
                                        new CandidateQueue(
                                                List.of(new CandidateQueue.QueuedCandidate(large, after + 1, false, 0)),
                                                0),
                                        true),
                                Long.MAX_VALUE)))
                .read()
                .toCompletableFuture();
        assertThatThrownBy(() -> answer.get(60, TimeUnit.SECONDS))
                .hasMessageContainingAll("election 'jobs'", "characters", "67108864", "baton.attributes");
    }

    private void change() {
        for (int i = random.nextInt(6); i > 0; i--) {
            if (!tags.isEmpty() && random.nextBoolean()) {
                release(random.nextInt(tags.size()));
            } else {
                enter();
            }
        }
    }

    private CandidateQueue read(LongFunction<CompletionStage<QueueReader.Page>> pages) {
        return new QueueReader(NAME, pages)
                .read()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private CompletionStage<QueueReader.Page> page(long after) {
        Result.Listed listed = (Result.Listed) act(new Request.ListQueue(NAME, after));
        firstPage = after == 0 ? index : firstPage;
        return CompletableFuture.completedFuture(new QueueReader.Page(listed, index));
    }

    private QueuePosition enter() {
        tags.add(++newestTag);
        return position(act(new Request.Enter(newestTag, NAME, new Candidate("c" + newestTag, ATTRIBUTES))));
    }

    private static QueuePosition position(Result result) {
        return ((Result.Position) result).position();
    }

    private void release(int position) {
        act(new Request.Release(tags.remove(position)));
    }

    private void lead(QueuePosition position, long tag) {
        Request.ExpectedLeaderRecord leaderRecord = new Request.ExpectedLeaderRecord(
                position.leaderRecord().led(), position.leaderRecord().version(), false);
        assertThat(act(new Request.TakeLeadership(
                        tag,
                        0,
                        position.floor().version(),
                        leaderRecord,
                        position.orderValue() + position.floor().floor())))
                .isEqualTo(new Result.Done());
    }

    private static List<Long> orderValues(CandidateQueue candidateQueue) {
        return candidateQueue.queue().stream()
                .map(CandidateQueue.QueuedCandidate::orderValue)
                .toList();
    }

    private Result act(Request request) {
        return ((Reply.Acted) apply(new Command.Act(session, ++numbers, 0, List.of(request))))
                .results()
                .get(0);
    }

    private Reply apply(Command command) {
        return store.apply(++index, command).reply();
    }
}
