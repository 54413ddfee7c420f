// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Candidate;
import io.baton.FencingToken;
import io.baton.Leader;
import io.baton.raft.state.codec.ReplyCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.Request;
import io.baton.raft.state.request.Result;
import io.baton.raft.state.request.SessionEventPoll;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.spi.QueuePosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the store answers to those who ask, and how it forgets an election. */
class StoreQuestionsTest {

    private static final ElectionName NAME = new ElectionName("jobs");
    private static final Request ASK = new Request.AskLeader(NAME);
    private static final Request FORGET = new Request.Forget(NAME);
    private static final Request LIST = new Request.ListQueue(NAME, 0);

    private final Store store = new Store();
    private long index;
    private final SessionId session =
            ((Reply.Opened) apply(new Command.Open(1, 800_000_000, "", Records.SECRET))).session();
    private long numbers;
    private long tags;

    @Test
    void theLeaderIsTheFirstIfItHasTakenLeadership() {
        assertThat(act(ASK)).isEqualTo(new Result.LeaderIs(Optional.empty()));
        QueuePosition first = enter(10);
        assertThat(act(ASK)).isEqualTo(new Result.LeaderIs(Optional.empty()));
        lead(first, tags);
        enter(10);
        assertThat(act(ASK))
                .isEqualTo(new Result.LeaderIs(Optional.of(
                        new Leader("c1", Map.of("x", "y".repeat(10)), new FencingToken(first.orderValue())))));
        act(new Request.Release(1));
        assertThat(act(ASK)).isEqualTo(new Result.LeaderIs(Optional.empty()));
    }

    @Test
    void theAnswerIsAsLongWithManyCandidatesAsWithOne() {
        lead(enter(100), tags);
        int alone = bytes(ASK);
        Stream.generate(() -> 1_000).limit(2_000).forEach(this::enter);
        assertThat(bytes(ASK)).isEqualTo(alone);
    }

    @Test
    void aQueueIsListedInPages() {
        QueuePosition first = enter(60_000);
        lead(first, tags);
        Stream.generate(() -> 60_000).limit(69).forEach(this::enter);
        List<CandidateQueue.QueuedCandidate> listed = new ArrayList<>();
        long after = 0;
        boolean more = true;
        int pages = 0;
        while (more) {
            Result.Listed page = (Result.Listed) act(new Request.ListQueue(NAME, after));
            assertThat(page.page().queue()).hasSizeBetween(1, 4);
            listed.addAll(page.page().queue());
            after = listed.get(listed.size() - 1).orderValue();
            more = page.more();
            pages++;
        }
        assertThat(listed).isEqualTo(store.candidateQueue(NAME).queue());
        assertThat(pages).isEqualTo(18);
        assertThat(act(new Request.ListQueue(NAME, after)))
                .isEqualTo(new Result.Listed(new CandidateQueue(List.of(), 0), false));
    }

    @Test
    void aPageHasOneCandidateAtLeast() {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < 18_000; i++) {
            attributes.put(Integer.toString(i, Character.MAX_RADIX), "");
        }
        Stream.of(1, 2)
                .forEach(i -> act(new Request.Enter(++tags, NAME, new Candidate("c" + i, Map.copyOf(attributes)))));
        Result.Listed page = (Result.Listed) act(LIST);
        assertThat(page.page().queue()).hasSize(1);
        assertThat(page.more()).isTrue();
    }

    @Test
    void aCandidateThatWouldMakeTheQueueTooLargeIsRefusedAlone() {
        Candidate large = new Candidate("large", Map.of("x", "y".repeat(65_000)));
        while (enter(large) instanceof Result.Position) {
            assertThat(store.candidateQueue(NAME).queue()).hasSizeLessThan(600);
        }
        int most = store.candidateQueue(NAME).queue().size();
        assertThat(most).isGreaterThan(500);
        Reply.Acted reply = (Reply.Acted) apply(act(
                new Request.Prove(0),
                new Request.Enter(++tags, NAME, large),
                new Request.Enter(++tags, new ElectionName("other"), large)));
        assertThat(reply.results().get(0)).isEqualTo(new Result.Done());
        assertThat(((Result.Refused) reply.results().get(1)).why())
                .contains("the " + most + " candidates of election 'jobs'")
                .contains("" + 32 * 1024 * 1024)
                .contains("baton.attributes");
        assertThat(reply.results().get(2)).isInstanceOf(Result.Position.class);

        Store loaded = SnapshotCodec.read(SnapshotCodec.write(store));
        Command.Act again = act(new Request[] {new Request.Enter(++tags, NAME, large)});
        assertThat(loaded.apply(index + 1, again).reply()).isEqualTo(apply(again));
        assertThat(SnapshotCodec.write(loaded)).isEqualTo(SnapshotCodec.write(store));

        act(new Request.Release(1));
        assertThat(enter(large)).isInstanceOf(Result.Position.class);
    }

    private Result enter(Candidate candidate) {
        return act(new Request.Enter(++tags, NAME, candidate));
    }

    @Test
    void noEntryHasALongerAnswerThanAMessageCanBe() {
        lead(enter(60_000), tags);
        Stream.generate(() -> 60_000).limit(30).forEach(this::enter);
        Request[] questions = Stream.generate(() -> Stream.of(LIST, ASK))
                .limit(200)
                .flatMap(both -> both)
                .toArray(Request[]::new);
        Reply.Acted reply = (Reply.Acted) apply(act(questions));
        assertThat(ReplyCodec.write(reply)).hasSizeLessThan(4 * 1024 * 1024 - 64 * 1024);
        assertThat(reply.results().get(0)).isInstanceOf(Result.Listed.class);
        assertThat(reply.results()).endsWith(new Result.Later());
    }

    @Test
    void anElectionThatIsOverIsForgotten() {
        lead(enter(1), tags);
        assertThat(act(FORGET)).isEqualTo(new Result.Forgotten(false));
        act(new Request.Release(tags));
        assertThat(act(FORGET)).isEqualTo(new Result.Forgotten(true));
        assertThat(store.elections()).isEmpty();
        assertThat(act(FORGET)).isEqualTo(new Result.Forgotten(true));
        long before = index;
        QueuePosition again = enter(1);
        assertThat(again.orderValue()).isGreaterThan(before);
        assertThat(again.leaderRecord().led()).isZero();
        lead(again, tags);
    }

    @Test
    void anElectionIsNotForgottenWhileACandidateStands() {
        enter(1);
        assertThat(act(FORGET)).isEqualTo(new Result.Forgotten(false));
        assertThat(store.elections()).hasSize(1);
    }

    @Test
    void anElectionWhoseLastLeaderHasNotReleasedIsNotForgotten() {
        lead(enter(1), tags);
        apply(new Command.Remove(NAME, index - 1));
        assertThat(store.candidateQueue(NAME).queue()).isEmpty();
        assertThat(act(FORGET)).isEqualTo(new Result.Forgotten(false));
    }

    @Test
    void aFloorIsNotForgotten() {
        act(new Request.RaiseFloor(NAME, 5));
        assertThat(act(FORGET)).isEqualTo(new Result.Forgotten(false));
    }

    @Test
    void aRepetitionForgetsNothing() {
        Command.Act forget = act(new Request[] {FORGET});
        apply(forget);
        SessionId other = ((Reply.Opened) apply(new Command.Open(2, 800_000_000, "", Records.SECRET))).session();
        apply(new Command.Act(other, 1, 0, List.of(new Request.Enter(1, NAME, new Candidate("other")))));
        apply(new Command.Act(other, 2, 0, List.of(new Request.Release(1))));
        assertThat(((Reply.Acted) apply(forget)).results()).containsExactly(new Result.Forgotten(false));
        assertThat(store.elections()).hasSize(1);
    }

    @Test
    void anObserverHearsThatTheLastLeaderLeftThoughItsElectionIsForgotten() {
        lead(enter(1), tags);
        long heard = index;
        act(new Request.Release(tags));
        act(FORGET);
        SessionEventPoll sessionEventPoll = new SessionEventPoll(session, heard, Set.of(NAME));
        assertThat(store.events(sessionEventPoll).elections()).containsExactly(NAME);
        Store loaded = SnapshotCodec.read(SnapshotCodec.write(store));
        assertThat(loaded.events(sessionEventPoll).elections()).containsExactly(NAME);
        assertThat(store.events(new SessionEventPoll(session, index, Set.of(NAME)))
                        .elections())
                .isEmpty();
    }

    private QueuePosition enter(int characters) {
        Candidate candidate = new Candidate("c" + ++tags, Map.of("x", "y".repeat(characters)));
        return ((Result.Position) act(new Request.Enter(tags, NAME, candidate))).position();
    }

    private void lead(QueuePosition queuePosition, long tag) {
        Request bid = new Request.TakeLeadership(
                tag,
                0,
                queuePosition.floor().version(),
                new Request.ExpectedLeaderRecord(
                        queuePosition.leaderRecord().led(),
                        queuePosition.leaderRecord().version(),
                        false),
                queuePosition.orderValue() + queuePosition.floor().floor());
        assertThat(act(bid)).isEqualTo(new Result.Done());
    }

    private Command.Act act(Request... requests) {
        return new Command.Act(session, ++numbers, 0, List.of(requests));
    }

    private Result act(Request request) {
        return ((Reply.Acted) apply(act(new Request[] {request}))).results().get(0);
    }

    private int bytes(Request request) {
        return ReplyCodec.write(apply(act(new Request[] {request}))).length;
    }

    private Reply apply(Command command) {
        return store.apply(++index, command).reply();
    }
}
