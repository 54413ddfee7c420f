// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.query;

import io.baton.spi.BackendSession.Observation;
import io.baton.spi.ElectionName;
import io.baton.spi.support.Backoff;
import io.baton.zookeeper.internal.session.OpenSession;
import io.baton.zookeeper.internal.session.SessionContext;
import io.baton.zookeeper.internal.session.SessionLink;
import io.baton.zookeeper.internal.session.SessionMembers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;

/**
 * Tells when who leads may have changed: the leader record is written, or the first of the queue goes. The first matters
 * since participants of another kind write no record; the directory is watched only while no candidate stands there.
 */
public final class LeaderObservation implements Observation, SessionMembers.Member, LeaderWatchAttempt.Outcome {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final OpenSession session;
    private final SessionLink link;
    private final ElectionName election;
    private final Runnable changed;
    private final Backoff pauses = new Backoff(Duration.ofMillis(500), LONGEST_PAUSE);
    private @Nullable Watcher watcher;
    private Optional<LeaderWatchAttempt> latest = Optional.empty();
    private boolean arming;
    private boolean armed;
    private boolean again;
    private boolean closed;

    public LeaderObservation(OpenSession session, ElectionName election, Runnable changed) {
        this.session = session;
        this.link = session.link();
        this.election = election;
        this.changed = changed;
    }

    /** For the strand only. */
    public void begin() {
        if (isOver()) {
            return;
        }
        session.members().add(this);
        link.connected().ifPresent(this::arm);
    }

    @Override
    public void reconnected(SessionContext context) {
        if (armed) {
            // ZooKeeper's client has put its watches back.
            changed.run();
        } else {
            arm(context);
        }
    }

    @Override
    public void close() {
        link.strand().run(() -> {
            closed = true;
            session.members().remove(this);
            if (!link.isOver()) {
                link.context().ifPresent(this::unwatch);
            }
        });
    }

    @Override
    public void unwatch(SessionContext context) {
        closed = true;
        Watcher own = watcher;
        if (own != null) {
            // Others of Baton put theirs back; a LeaderLatch could not, so what is not ours alone is left to run out.
            context.zooKeeper().removeAllWatches(context.paths().leaderRecord(election));
            latest.ifPresent(attempt ->
                    attempt.watched().forEach(path -> context.zooKeeper().removeWatch(path, own)));
        }
        latest = Optional.empty();
    }

    private boolean isOver() {
        return closed || link.isOver();
    }

    private void arm(SessionContext context) {
        if (arming) {
            again = true;
            return;
        }
        arming = true;
        armed = false;
        again = false;
        Watcher own = watcher == null ? context.zooKeeper().watcher(event -> onEvent(context)) : watcher;
        watcher = own;
        LeaderWatchAttempt attempt = new LeaderWatchAttempt(session, context, election, own, this);
        latest = Optional.of(attempt);
        attempt.begin();
    }

    @Override
    public void finished(boolean stale, Code code, SessionContext context) {
        arming = false;
        if (isOver()) {
            return;
        }
        if (stale || again) {
            arm(context);
        } else if (code == Code.OK || code == Code.NONODE) {
            armed = true;
            pauses.reset();
            changed.run();
        } else {
            failed(code);
        }
    }

    @Override
    public void failed(Code code) {
        arming = false;
        link.check(code);
        link.strand()
                .later(Duration.ofNanos(pauses.next(ThreadLocalRandom.current().nextDouble())), this::retry);
    }

    // The next leader is often there in a moment, and then no listing is needed.
    @Override
    public void afterAPause(Runnable goOn) {
        link.strand().later(PAUSE, () -> goOnUnlessStale(goOn));
    }

    private void goOnUnlessStale(Runnable goOn) {
        if (isOver()) {
            return;
        }
        if (again || link.connected().isEmpty()) {
            arming = false;
            retry();
        } else {
            goOn.run();
        }
    }

    private void retry() {
        if (!armed && !arming && !isOver()) {
            link.connected().ifPresent(this::arm);
        }
    }

    private void onEvent(SessionContext context) {
        if (!isOver()) {
            arm(context);
        }
    }
}
