// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.session;

import io.baton.internal.engine.ElectionState;
import io.baton.internal.loop.ElectionLoop;
import io.baton.internal.proof.HeartbeatLog;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The end of a session, step by step: every candidacy of the session ends, the session is closed, and the next one is opened
 * after a pause. Each step may run out of memory; the rest is done at a later turn of the loop. No session is opened before all
 * candidacies of the last one have ended: its proofs must not prolong them (P1). For the loop's thread only.
 */
final class SessionEnding {

    /** By then the next session has been asked for, unless memory ran out at that moment. */
    private static final long LATE_NANOS = Duration.ofSeconds(1).toNanos();

    private final ElectionLoop loop;
    private final SessionOpener opener;
    private final Electors electors;
    private final HeartbeatLog heartbeats;
    private final Runnable next;
    private @Nullable SessionAttempt last;
    private @Nullable Runnable whenClosed;
    private boolean untold;
    private long tellAgainAt = Long.MIN_VALUE;
    private long pause;
    private long openBy = Long.MAX_VALUE;

    /**
     * Nothing has ended yet.
     *
     * @param next opens the next session
     */
    SessionEnding(ElectionLoop loop, SessionOpener opener, Electors electors, HeartbeatLog heartbeats, Runnable next) {
        this.loop = loop;
        this.opener = opener;
        this.electors = electors;
        this.heartbeats = heartbeats;
        this.next = next;
    }

    /** The session is over. Nothing is done yet. */
    void begin(SessionAttempt ended, long pauseNanos) {
        last = ended;
        untold = true;
        tellAgainAt = Long.MIN_VALUE;
        pause = pauseNanos;
        openBy = Long.MAX_VALUE;
    }

    /** No session is opened any more: closes the present one, then the backend, and calls back. Nothing is done yet. */
    void beginLast(Optional<SessionAttempt> present, Runnable done) {
        present.ifPresent(attempt -> last = attempt);
        whenClosed = done;
    }

    boolean isUnfinished() {
        return last != null;
    }

    /** Does what is left to do, and does the rest at a later call if it throws or if an elector has not taken the end. */
    void proceed() {
        SessionAttempt ended = last;
        if (ended != null) {
            end(ended);
        }
        Runnable done = whenClosed;
        if (done != null && last == null) {
            opener.closeBackend(done);
            whenClosed = null;
        }
    }

    private void end(SessionAttempt ended) {
        if (untold && !tell()) {
            return;
        }
        if (last == null) {
            // The last candidacy has left meanwhile, and with it the connection was closed.
            return;
        }
        long thenWait = pause;
        opener.close(ended, () -> loop.at(loop.clock().nanos() + thenWait, next));
        last = null;
        openBy = loop.clock().nanos() + opener.closingNanos() + thenWait + LATE_NANOS;
    }

    /** Tells every elector, again after a pause while one of them has not taken it; answers whether all have. */
    private boolean tell() {
        if (loop.clock().nanos() < tellAgainAt) {
            return false;
        }
        tellAgainAt = loop.retry(() -> {});
        heartbeats.unwatchedAll();
        untold = !electors.each(ElectionState::sessionEnded);
        return !untold;
    }

    /** Another session is being opened. */
    void reopened() {
        openBy = Long.MAX_VALUE;
    }

    /** Whether the next session should have been opened by now. */
    boolean isLate() {
        return loop.clock().nanos() - openBy >= 0 && openBy != Long.MAX_VALUE;
    }
}
