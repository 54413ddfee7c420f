// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.store;

import io.baton.raft.internal.member.store.LastHeard.OldLeader;
import io.baton.raft.state.LiveSession;
import io.baton.raft.state.Pace;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.SessionId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When the sessions of the group are to be expired, for the Raft leader to propose it. An entry was sent before it was applied
 * anywhere, so a lease that is counted from there is over no earlier than the one that its session counts; that holds on
 * every member, and is all that safety needs. The rest is for live sessions: while no member led they could not be heard.
 */
final class SessionExpiry {

    private static final long LATE = Duration.ofMillis(200).toNanos();
    private static final int MOST_GRACE = 4;

    private final Map<SessionId, Applied> applied = new HashMap<>();
    private Optional<OldLeader> oldLeader = Optional.empty();
    private boolean leads;
    private long electedAt;
    private long leadsSince;
    private long term;
    private long askedAt;

    /** The last entry of a session, as it was applied here. */
    private record Applied(long at, long term) {

        /** Of a session that comes from a snapshot, whose last entry may be one of any term. */
        static Applied unknown(long now) {
            return new Applied(now, Long.MAX_VALUE);
        }
    }

    void applied(SessionId session, long entryTerm, long now) {
        applied.put(session, new Applied(now, entryTerm));
    }

    /**
     * This member leads the group: it has committed the first entry of its term.
     *
     * @param elected when it was the leader of that term already
     */
    void lead(long newTerm, Optional<OldLeader> before, long elected, long now) {
        leads = true;
        electedAt = elected;
        leadsSince = now;
        askedAt = now;
        term = newTerm;
        oldLeader = before;
    }

    void follow() {
        leads = false;
    }

    /** What is known of the sessions comes from a snapshot. */
    void forget() {
        applied.clear();
    }

    /** The expiries to propose now. */
    List<Command.Expire> due(List<LiveSession> living, long now) {
        Set<SessionId> position = living.stream().map(LiveSession::session).collect(Collectors.toSet());
        applied.keySet().retainAll(position);
        living.forEach(session -> applied.putIfAbsent(session.session(), Applied.unknown(now)));
        if (leads && now - askedAt > LATE) {
            // This member was not awake. What came meanwhile may not have been read yet.
            lead(term, Optional.empty(), now, now);
        }
        askedAt = now;
        return living.stream()
                .filter(session -> leads && now >= endOf(session))
                .map(session -> new Command.Expire(session.session(), session.lastNumber()))
                .toList();
    }

    /** How long no session of these is due to expire, if no entry is applied; very long while another member leads. */
    long untilDue(List<LiveSession> living, long now) {
        return leads
                ? living.stream()
                        .mapToLong(session -> endOf(session) - now)
                        .min()
                        .orElse(Long.MAX_VALUE)
                : Long.MAX_VALUE;
    }

    private long endOf(LiveSession session) {
        Applied last = applied.getOrDefault(session.session(), Applied.unknown(leadsSince));
        long lease = session.keptNanos();
        if (last.term() >= term && last.at() >= leadsSince) {
            return last.at() + lease;
        }
        if (oldLeader
                .filter(old -> old.member().equals(session.home()) && last.term() <= old.term())
                .isPresent()) {
            // What its own process has sent while it led came from nowhere else, and that was heard for the last time
            // then.
            long heardAt = oldLeader.get().heardAt();
            // It may not have had an entry to send for a while, and be alive.
            return Math.max(Math.min(last.at(), heardAt), heardAt - lease / Pace.PROOFS) + lease;
        }
        // Every entry of an earlier term was in this member's log when it was elected, however late it is applied.
        long sentBefore = last.term() < term ? Math.min(last.at(), electedAt) : last.at();
        long fresh = Math.min(electedAt + lease, sentBefore + MOST_GRACE * lease);
        return Math.max(sentBefore + lease, Math.max(fresh, leadsSince + lease / MOST_GRACE));
    }
}
