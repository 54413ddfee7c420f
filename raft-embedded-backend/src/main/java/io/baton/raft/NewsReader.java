// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.state.Inquiry;
import io.baton.raft.state.MalformedException;
import io.baton.raft.state.News;
import io.baton.raft.state.NewsCodec;
import io.baton.raft.state.SessionId;
import java.time.Duration;

/** Asks the Raft leader, one poll after the other, what concerns the session. For the strand only. */
final class NewsReader {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final RaftSession session;
    private final SessionId id;
    private final RaftEngine engine;
    private final Roster roster;
    private long heardUpTo;
    private long asked;
    private boolean over;

    NewsReader(RaftSession session, SessionId id, RaftEngine engine, Roster roster) {
        this.session = session;
        this.id = id;
        this.engine = engine;
        this.roster = roster;
        heardUpTo = id.index();
    }

    long heardUpTo() {
        return heardUpTo;
    }

    /** Asks; an inquiry that is under way does not count any more. */
    void ask() {
        if (over) {
            return;
        }
        long number = ++asked;
        byte[] inquiry = NewsCodec.write(new Inquiry(id, heardUpTo, roster.observed()));
        var unused = engine.inquire(inquiry)
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
        News news;
        try {
            news = NewsCodec.news(bytes);
        } catch (MalformedException otherVersion) {
            session.strand().later(PAUSE, () -> askUnless(asked));
            return;
        }
        if (!news.sessionStands()) {
            // Perhaps that member has not come so far yet. The next entry will tell.
            session.opened().ifPresent(Outbox::check);
            session.strand().later(PAUSE, () -> askUnless(asked));
            return;
        }
        heardUpTo = Math.max(heardUpTo, news.upTo());
        if (roster.pace() == Pace.RESTING) {
            session.facts().answered();
        }
        roster.hear(news);
        ask();
    }

    private void askUnless(long later) {
        if (later == asked) {
            ask();
        }
    }
}
