// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.raft.internal.member.store.LastHeard.LogEnd;
import io.baton.raft.internal.member.store.LastHeard.OldLeader;
import io.baton.raft.state.LiveSession;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class SessionExpiryTest {

    private static final long LEASE = Duration.ofMillis(800).toNanos();
    private static final long TICK = Duration.ofMillis(20).toNanos();
    private static final SessionId ID = new SessionId(5, 6);
    private static final LogEnd END = new LogEnd(1, 7);

    private final SessionExpiry sessionExpiry = new SessionExpiry();
    private long now = Duration.ofHours(1).toNanos();

    @Test
    void aSessionIsExpiredALeaseAfterItsLastEntryWasApplied() {
        sessionExpiry.lead(1, Optional.empty(), now, now);
        sessionExpiry.applied(ID, 1, now);
        assertThat(silenceUntilExpiry("")).isBetween(LEASE, LEASE + TICK);
        sessionExpiry.applied(ID, 1, now);
        assertThat(silenceUntilExpiry("")).isBetween(LEASE, LEASE + TICK);
    }

    @Test
    void aLeaderKnowsWhenTheNextSessionIsDue() {
        sessionExpiry.applied(ID, 1, now);
        assertThat(sessionExpiry.untilDue(living(""), now)).isEqualTo(Long.MAX_VALUE);
        sessionExpiry.lead(1, Optional.empty(), now, now);
        sessionExpiry.applied(ID, 1, now);
        now += TICK;
        assertThat(sessionExpiry.untilDue(living(""), now)).isEqualTo(LEASE - TICK);
        assertThat(sessionExpiry.untilDue(List.of(), now)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aMemberThatDoesNotLeadExpiresNoSession() {
        sessionExpiry.applied(ID, 1, now);
        now += 10 * LEASE;
        assertThat(due("")).isEmpty();
        sessionExpiry.lead(2, Optional.empty(), now, now);
        sessionExpiry.follow();
        now += 10 * LEASE;
        assertThat(due("")).isEmpty();
    }

    @Test
    void aNewLeaderGivesTheOthersAFreshLease() {
        sessionExpiry.applied(ID, 1, now);
        now += LEASE - TICK;
        sessionExpiry.lead(2, Optional.of(new OldLeader("old", 1, now - LEASE / 2)), now, now);
        assertThat(silenceUntilExpiry("another")).isBetween(LEASE, LEASE + TICK);
    }

    @Test
    void theOldLeadersOwnSessionIsCountedFromWhenThatWasLastHeard() {
        long heardAt = now;
        sessionExpiry.applied(ID, 1, now);
        now += LEASE / 2;
        sessionExpiry.lead(2, Optional.of(new OldLeader("old", 1, heardAt)), now, now);
        assertThat(silenceUntilExpiry("old")).isBetween(LEASE / 2, LEASE / 2 + TICK);
    }

    @Test
    void aSessionThatHadNothingToSendWhileItsMemberLedHasTheTimeOfOneThatSendsOften() {
        sessionExpiry.applied(ID, 1, now);
        now += LEASE / 2;
        sessionExpiry.lead(2, Optional.of(new OldLeader("old", 1, now)), now, now);
        assertThat(silenceUntilExpiry("old")).isBetween(LEASE / 6 * 5, LEASE / 6 * 5 + TICK);
    }

    @Test
    void anOldEntryThatIsAppliedAfterTheElectionGivesTheDeadNothing() {
        long heardAt = now;
        now += LEASE / 2;
        sessionExpiry.lead(2, Optional.of(new OldLeader("old", 1, heardAt)), now, now);
        sessionExpiry.applied(ID, 1, now + TICK);
        assertThat(silenceUntilExpiry("old")).isBetween(LEASE / 2, LEASE / 2 + TICK);
    }

    @Test
    void anEntryOfAnEarlierTermWasSentBeforeTheElectionHoweverLateItIsApplied() {
        long elected = now;
        now += 2 * LEASE;
        sessionExpiry.lead(2, Optional.empty(), elected, now);
        sessionExpiry.applied(ID, 1, now);
        assertThat(silenceUntilExpiry("another")).isBetween(LEASE / 4, LEASE / 4 + TICK);
    }

    @Test
    void anEntryOfTheTermCountsFromWhenItIsApplied() {
        long elected = now;
        now += 2 * LEASE;
        sessionExpiry.lead(2, Optional.empty(), elected, now);
        now += TICK;
        sessionExpiry.applied(ID, 2, now);
        assertThat(silenceUntilExpiry("another")).isBetween(LEASE, LEASE + TICK);
    }

    @Test
    void aMemberKnowsSinceWhenItLeadsInATermAndInNoOther() {
        LastHeard heard = new LastHeard();
        heard.leads(2, false, now, now + 1);
        heard.leads(2, true, now + TICK, now + TICK);
        assertThat(heard.electedAt(2, now + LEASE)).isEqualTo(now + 1);
        assertThat(heard.electedAt(3, now + LEASE)).isEqualTo(now + LEASE);
    }

    @Test
    void anOldLeaderThatActsAgainIsASessionLikeAnyOther() {
        sessionExpiry.lead(2, Optional.of(new OldLeader("old", 1, now - LEASE / 2)), now, now);
        now += TICK;
        sessionExpiry.applied(ID, 2, now);
        assertThat(silenceUntilExpiry("old")).isBetween(LEASE, LEASE + TICK);
    }

    @Test
    void leadersThatChangeFasterThanTheLeaseKeepNoDeadSessionForEver() {
        sessionExpiry.applied(ID, 1, now);
        long silent = now;
        long term = 1;
        for (int ticks = 0; due("").isEmpty(); ticks++) {
            assertThat(now - silent).isLessThan(5 * LEASE);
            if (ticks % 20 == 0) {
                sessionExpiry.lead(++term, Optional.empty(), now, now);
            }
            now += TICK;
        }
    }

    @Test
    void aLeaderThatWakesLateGivesAFreshLease() {
        sessionExpiry.lead(1, Optional.empty(), now, now);
        sessionExpiry.applied(ID, 1, now);
        assertThat(due("")).isEmpty();
        now += 2 * LEASE;
        assertThat(due("")).isEmpty();
    }

    @Test
    void anExpiryNamesTheLastEntry() {
        sessionExpiry.lead(1, Optional.empty(), now, now);
        sessionExpiry.applied(ID, 1, now);
        silenceUntilExpiry("");
        assertThat(due("")).containsExactly(new Command.Expire(ID, 42));
    }

    @Test
    void theLeaderThatAMemberHasFollowedIsForgottenWhenTheMemberWasNotAwake() {
        OldLeader old = new OldLeader("old", 1, now - TICK);
        LastHeard heard = new LastHeard();
        heard.follows(old, END, now);
        heard.stands(END, now + TICK, now + TICK);
        assertThat(heard.before(now + 2 * TICK)).contains(old);
        assertThat(heard.before(now + LEASE)).isEmpty();
        heard.stands(END, now + LEASE, now + LEASE);
        assertThat(heard.before(now + LEASE)).isEmpty();
    }

    @Test
    void whatWasHeardRightBeforeALaterTermCameCounts() {
        LastHeard heard = new LastHeard();
        heard.follows(new OldLeader("old", 1, now - LEASE / 4), END, now);
        heard.stands(new LogEnd(1, 8), now + TICK, now + TICK + 1);
        heard.stands(new LogEnd(1, 8), now + 2 * TICK, now + 2 * TICK + 1);
        heard.leads(3, false, now + 3 * TICK, now + 3 * TICK);
        assertThat(heard.before(now + 3 * TICK)).contains(new OldLeader("old", 1, now + TICK + 1));
    }

    @Test
    void whatWasHeardRightBeforeAnElectionCounts() {
        LastHeard heard = new LastHeard();
        heard.follows(new OldLeader("old", 1, now - LEASE / 4), END, now);
        assertThat(heard.hasHeardMoreBefore(2, END, index -> -1)).isFalse();
        assertThat(heard.hasHeardMoreBefore(2, new LogEnd(2, 8), log(1, 2))).isFalse();
        assertThat(heard.hasHeardMoreBefore(2, new LogEnd(2, 9), log(1, 1))).isTrue();
        assertThat(heard.hasHeardMoreBefore(2, new LogEnd(2, 7), log(2, -1))).isTrue();
        heard.leads(2, true, now + TICK, now + TICK + 1);
        assertThat(heard.before(now + TICK)).contains(new OldLeader("old", 1, now + TICK + 1));
    }

    /** The terms of the entries 7 and 8. */
    private static LongUnaryOperator log(long seventh, long eighth) {
        return index -> index == 7 ? seventh : index == 8 ? eighth : -1;
    }

    @Test
    void aSessionThatComesFromASnapshotMayHaveActedUnderALaterLeader() {
        sessionExpiry.applied(ID, 1, now);
        sessionExpiry.forget();
        sessionExpiry.lead(3, Optional.of(new OldLeader("old", 1, now - LEASE)), now, now);
        assertThat(silenceUntilExpiry("old")).isBetween(LEASE, LEASE + TICK);
    }

    @Test
    void whatTheOldLeaderHasSentToAnotherOneSinceDoesNotCountFromThen() {
        sessionExpiry.applied(ID, 2, now);
        sessionExpiry.lead(3, Optional.of(new OldLeader("old", 1, now - LEASE)), now, now);
        assertThat(silenceUntilExpiry("old")).isBetween(LEASE, LEASE + TICK);
    }

    private long silenceUntilExpiry(String home) {
        long from = now;
        while (due(home).isEmpty()) {
            assertThat(now - from).isLessThan(10 * LEASE);
            now += TICK;
        }
        return now - from;
    }

    private List<Command.Expire> due(String home) {
        return sessionExpiry.due(living(home), now);
    }

    private static List<LiveSession> living(String home) {
        return List.of(new LiveSession(ID, LEASE, LEASE, home, 42));
    }
}
