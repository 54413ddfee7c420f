// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.session;

import io.baton.raft.internal.transport.LeaderTransport;
import io.baton.raft.state.Pace;
import io.baton.raft.state.codec.MalformedException;
import io.baton.raft.state.codec.SessionEventsCodec;
import io.baton.raft.state.request.SessionEventPoll;
import io.baton.raft.state.request.SessionEvents;
import io.baton.raft.state.request.SessionId;
import java.time.Duration;

/** Asks the Raft leader, one poll after the other, what concerns the session. For the strand only. */
final class SessionEventPoller {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final OpenSession session;
    private final SessionId id;
    private final LeaderTransport leaderTransport;
    private final SessionMembers sessionMembers;
    private long heardUpTo;
    private long asked;
    private boolean over;

    SessionEventPoller(
            OpenSession session, SessionId id, LeaderTransport leaderTransport, SessionMembers sessionMembers) {
        this.session = session;
        this.id = id;
        this.leaderTransport = leaderTransport;
        this.sessionMembers = sessionMembers;
        heardUpTo = id.index();
    }

    long heardUpTo() {
        return heardUpTo;
    }

    /** Asks; a poll that is under way does not count any more. */
    void ask() {
        if (over) {
            return;
        }
        long number = ++asked;
        byte[] poll = SessionEventsCodec.write(new SessionEventPoll(id, heardUpTo, sessionMembers.observed()));
        var unused = leaderTransport
                .inquire(poll)
                .whenComplete((bytes, failure) -> session.strand().run(() -> {
                    if (number != asked || over) {
                        return;
                    }
                    if (failure == null) {
                        hear(bytes);
                    } else {
                        session.strand().later(PAUSE, () -> askUnless(number));
                    }
                }));
    }

    void end() {
        over = true;
    }

    private void hear(byte[] bytes) {
        SessionEvents sessionEvents;
        try {
            sessionEvents = SessionEventsCodec.events(bytes);
        } catch (MalformedException otherVersion) {
            session.strand().later(PAUSE, () -> askUnless(asked));
            return;
        }
        if (!sessionEvents.sessionIsOpen()) {
            // Perhaps that member has not come so far yet. The next entry will tell.
            session.opened().ifPresent(EntryBatcher::check);
            session.strand().later(PAUSE, () -> askUnless(asked));
            return;
        }
        heardUpTo = Math.max(heardUpTo, sessionEvents.upTo());
        if (sessionMembers.pace() == Pace.RESTING) {
            session.facts().answered();
        }
        sessionMembers.hear(sessionEvents);
        ask();
    }

    private void askUnless(long later) {
        if (later == asked) {
            ask();
        }
    }
}
