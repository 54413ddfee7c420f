// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Candidate;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.Request;
import io.baton.raft.state.request.Result;
import io.baton.raft.state.request.SessionEventPoll;
import io.baton.raft.state.request.SessionEvents;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.ElectionName;
import io.baton.spi.LeaderRecord;
import io.baton.spi.QueuePosition;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoreTest {

    private static final ElectionName NAME = new ElectionName("jobs");
    private static final long LEASE = 800_000_000;

    private final Store store = new Store();
    private long index;
    private long numbers;

    @Test
    void theTokenOrderIsTheIndexOfTheEntry() {
        SessionId a = open();
        assertThat(enter(a, 1).orderValue()).isEqualTo(index);
        assertThat(enter(a, 2).predecessor()).contains(new QueuePosition.Predecessor(index - 1, a.name(), true));
    }

    @Test
    void anAttemptOpensOneSession() {
        Reply first = apply(new Command.Open(7, LEASE, "", Records.SECRET));
        assertThat(apply(new Command.Open(7, LEASE, "", Records.SECRET))).isEqualTo(first);
        assertThat(store.living()).hasSize(1);
    }

    @Test
    void anExpiryLeavesANoteAndARevocationNone() {
        SessionId a = open();
        lead(a, 1);
        apply(new Command.Expire(a, numbers));
        SessionId b = open();
        assertThat(enter(b, 1).leaderRecord().released()).isTrue();
        lead(b, 2);
        apply(new Command.Revoke(b));
        assertThat(enter(open(), 1).leaderRecord().released()).isFalse();
    }

    @Test
    void anExpiryLosesAgainstALaterEntry() {
        SessionId a = open();
        act(a);
        long old = numbers;
        act(a);
        assertThat(apply(new Command.Expire(a, old))).isEqualTo(new Reply.Settled(false));
        assertThat(store.living()).hasSize(1);
    }

    @Test
    void aFencedSessionProvesNothingBeforeItHasReadItsFence() {
        SessionId a = open();
        SessionId b = open();
        act(b, new Request.Fence(a));
        Result fenced = act(a, new Request.Prove(0));
        assertThat(fenced).isInstanceOf(Result.Fenced.class);
        assertThat(act(a, new Request.Prove(((Result.Fenced) fenced).fence()))).isEqualTo(new Result.Done());
    }

    @Test
    void leadershipIsNotTakenOverAFloorThatWasRaisedMeanwhile() {
        SessionId a = open();
        QueuePosition queuePosition = enter(a, 1);
        act(open(), new Request.RaiseFloor(NAME, 500));
        assertThat(act(a, bid(1, queuePosition))).isEqualTo(new Result.Changed());
        assertThat(enter(a, 2).floor().since()).isLessThan(index);
    }

    @Test
    void oneEntryLetsOneCandidateInAndRaisesNothing() {
        SessionId a = open();
        Candidate me = new Candidate("me");
        Reply two = apply(new Command.Act(
                a, ++numbers, 0, List.of(new Request.Enter(1, NAME, me), new Request.Enter(2, NAME, me))));
        assertThat(two).isInstanceOf(Reply.Refused.class);
        Reply raise = apply(new Command.Act(
                a, ++numbers, 0, List.of(new Request.RaiseFloor(NAME, 5), new Request.Enter(1, NAME, me))));
        assertThat(raise).isInstanceOf(Reply.Refused.class);
        assertThat(store.candidateQueue(NAME).queue()).isEmpty();
    }

    @Test
    void aLateEntryIsNotCarriedOut() {
        SessionId a = open();
        act(a);
        act(a);
        Reply late =
                apply(new Command.Act(a, numbers - 1, 0, List.of(new Request.Enter(1, NAME, new Candidate("late")))));
        assertThat(late).isEqualTo(new Reply.Superseded(numbers));
        assertThat(store.candidateQueue(NAME).queue()).isEmpty();
    }

    @Test
    void onlyTheNextIsConcernedByAnEnd() {
        SessionId first = open();
        SessionId second = open();
        SessionId third = open();
        lead(first, 1);
        enter(second, 1);
        enter(third, 1);
        Outcome outcome = store.apply(++index, new Command.Act(first, ++numbers, 0, List.of(new Request.Release(1))));
        assertThat(outcome.sessions()).containsExactly(second);
        assertThat(outcome.elections()).containsExactly(NAME);
        SessionEvents sessionEvents = store.events(new SessionEventPoll(second, index - 1, Set.of(NAME)));
        assertThat(sessionEvents.positions()).containsExactly(new SessionEvents.PositionChange(1, 0, false, 0));
        assertThat(sessionEvents.elections()).containsExactly(NAME);
        assertThat(store.events(new SessionEventPoll(third, index - 1, Set.of()))
                        .isAny())
                .isFalse();
    }

    @Test
    void aCandidacyRemovedByAnAdministratorIsToldUntilItIsHeard() {
        SessionId a = open();
        long orderValue = enter(a, 1).orderValue();
        apply(new Command.Remove(NAME, orderValue));
        assertThat(store.events(new SessionEventPoll(a, 0, Set.of())).removed()).containsExactly(1L);
        apply(new Command.Act(a, ++numbers, index, List.of()));
        assertThat(store.events(new SessionEventPoll(a, 0, Set.of())).removed()).isEmpty();
        assertThat(act(a, new Request.Look(1))).isEqualTo(new Result.Gone());
    }

    @Test
    void aReleaseCarriesOutABidMadeAhead() {
        SessionId leader = open();
        SessionId next = open();
        lead(leader, 1);
        QueuePosition queuePosition = bidAhead(next, 0);
        act(leader, new Request.Release(1));
        assertThat(leaderRecord(next).led()).isEqualTo(queuePosition.orderValue());
        assertThat(events(next)).containsExactly(new SessionEvents.PositionChange(1, 0, false, 7));
    }

    @Test
    void anExpiryCarriesOutABidMadeAhead() {
        SessionId leader = open();
        SessionId next = open();
        lead(leader, 1);
        long last = numbers;
        QueuePosition queuePosition = bidAhead(next, 0);
        apply(new Command.Expire(leader, last));
        assertThat(leaderRecord(next).led()).isEqualTo(queuePosition.orderValue());
        assertThat(leaderRecord(next).token()).isEqualTo(queuePosition.orderValue());
    }

    @Test
    void aLeaderByABidMadeAheadThatIsFencedSinceTakesLeadershipByABid() {
        SessionId leader = open();
        SessionId next = open();
        lead(leader, 1);
        QueuePosition queuePosition = bidAhead(next, 0);
        act(leader, new Request.Release(1));
        Request bid = bid(1, queuePosition);
        act(leader, new Request.Fence(next));
        Result fenced = act(next, bid);
        assertThat(fenced).isInstanceOf(Result.Fenced.class);
        Request again = bid(1, ((Result.Fenced) fenced).fence(), queuePosition);
        assertThat(act(next, again)).isEqualTo(new Result.Done());
    }

    @Test
    void onlyAReleaseCarriesOutABidMadeAhead() {
        SessionId leader = open();
        SessionId next = open();
        long removed = enter(leader, 1).orderValue();
        lead(leader, removed, 1);
        bidAhead(next, 0);
        apply(new Command.Remove(NAME, removed));
        assertThat(leaderRecord(next).led()).isEqualTo(removed);
        assertThat(events(next)).containsExactly(new SessionEvents.PositionChange(1, 0, false, 0));
    }

    @Test
    void aRevocationCarriesOutNoBid() {
        SessionId leader = open();
        SessionId next = open();
        lead(leader, 1);
        QueuePosition queuePosition = bidAhead(next, 0);
        apply(new Command.Revoke(leader));
        assertThat(leaderRecord(next).led()).isNotEqualTo(queuePosition.orderValue());
    }

    @Test
    void aBidAheadRestsOnTheFenceThatItNames() {
        SessionId leader = open();
        SessionId next = open();
        lead(leader, 1);
        QueuePosition queuePosition = bidAhead(next, 0);
        act(leader, new Request.Fence(next));
        act(leader, new Request.Release(1));
        assertThat(leaderRecord(next).led()).isNotEqualTo(queuePosition.orderValue());
    }

    @Test
    void aBidAheadRestsOnTheFloorThatItNames() {
        SessionId leader = open();
        SessionId next = open();
        lead(leader, 1);
        QueuePosition queuePosition = bidAhead(next, 0);
        act(leader, new Request.RaiseFloor(NAME, 500));
        act(leader, new Request.Release(1));
        assertThat(leaderRecord(next).led()).isNotEqualTo(queuePosition.orderValue());
    }

    private QueuePosition bidAhead(SessionId session, long fence) {
        QueuePosition queuePosition = enter(session, 1);
        long led = queuePosition.leaderRecord().led();
        Request bid =
                new Request.BidAhead(1, 7, fence, queuePosition.floor().version(), led, queuePosition.orderValue());
        assertThat(act(session, bid)).isEqualTo(new Result.Done());
        return queuePosition;
    }

    private LeaderRecord leaderRecord(SessionId session) {
        return ((Result.Position) act(session, new Request.Look(1))).position().leaderRecord();
    }

    private List<SessionEvents.PositionChange> events(SessionId session) {
        return store.events(new SessionEventPoll(session, index - 2, Set.of())).positions();
    }

    private SessionId open() {
        return ((Reply.Opened) apply(new Command.Open(index + 100, LEASE, "", Records.SECRET))).session();
    }

    private QueuePosition enter(SessionId session, long tag) {
        Result answer = act(session, new Request.Enter(tag, NAME, new Candidate("c" + tag)));
        return ((Result.Position) answer).position();
    }

    private void lead(SessionId session, long orderValue, long tag) {
        QueuePosition queuePosition = ((Result.Position) act(session, new Request.Look(tag))).position();
        assertThat(queuePosition.orderValue()).isEqualTo(orderValue);
        assertThat(act(session, bid(tag, queuePosition))).isEqualTo(new Result.Done());
    }

    private void lead(SessionId session, long tag) {
        assertThat(act(session, bid(tag, enter(session, tag)))).isEqualTo(new Result.Done());
    }

    private static Request bid(long tag, QueuePosition queuePosition) {
        return bid(tag, 0, queuePosition);
    }

    private static Request bid(long tag, long fence, QueuePosition queuePosition) {
        return new Request.TakeLeadership(
                tag,
                fence,
                queuePosition.floor().version(),
                new Request.ExpectedLeaderRecord(
                        queuePosition.leaderRecord().led(),
                        queuePosition.leaderRecord().version(),
                        false),
                queuePosition.orderValue() + queuePosition.floor().floor());
    }

    private Result act(SessionId session, Request request) {
        Reply reply = apply(new Command.Act(session, ++numbers, 0, List.of(request)));
        return ((Reply.Acted) reply).results().get(0);
    }

    private void act(SessionId session) {
        apply(new Command.Act(session, ++numbers, 0, List.of()));
    }

    private Reply apply(Command command) {
        return store.apply(++index, command).reply();
    }
}
