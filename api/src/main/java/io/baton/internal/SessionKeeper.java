// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.Candidate;
import io.baton.SessionStatus;
import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.Moment;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.Timing;
import io.baton.spi.BackendSession;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.ElectionBackend;
import io.baton.spi.ElectionName;
import io.baton.spi.SessionGrant;
import io.baton.spi.SessionRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection's session: opens it, proves it while something is led, opens the next when it has ended. For the loop's
 * thread only.
 */
final class SessionKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(SessionKeeper.class);
    private static final long LONGEST_REOPEN_DELAY = 2_000_000_000L;

    private final ElectionLoop loop;
    private final ElectionBackend backend;
    private final Settings settings;
    private final Executor blocking;
    private final Map<ElectionName, ElectionMember> members = new HashMap<>();
    private final SignLog signs = new SignLog();
    private final SessionProofs proofs;
    private final EntryLine line = new EntryLine();
    private final Timing own;
    private final List<Consumer<BackendSession>> waitingForSession = new ArrayList<>();
    private final List<SessionWatcher> watchers = new ArrayList<>();
    private @Nullable SessionPort port;
    private volatile @Nullable BackendSession session;
    private @Nullable SessionGrant grant;
    private boolean closed;
    private int failures;

    SessionKeeper(ElectionLoop loop, ElectionBackend backend, Settings settings, Executor blocking) {
        this.loop = loop;
        this.backend = backend;
        this.settings = settings;
        this.blocking = blocking;
        this.proofs = new SessionProofs(loop);
        this.own = settings.timing(settings.electors());
        loop.afterTurn(this::endTurn);
    }

    ElectionLoop loop() {
        return loop;
    }

    Moment.SessionEnds signs() {
        return signs;
    }

    boolean isOpen() {
        return grant != null;
    }

    /** The session as it was known last; for any thread. */
    Optional<SessionStatus> status() {
        return Optional.empty();
    }

    /** The given durations, with what the store has granted. */
    Timing timing(Timing configured) {
        SessionGrant granted = grant;
        return granted == null
                ? configured
                : configured.granted(
                        granted.validity().toNanos(), granted.leaseDuration().toNanos());
    }

    void watch(SessionWatcher watcher) {
        watchers.add(watcher);
        if (session != null && isOpen()) {
            watcher.opened(session);
        }
    }

    void unwatch(SessionWatcher watcher) {
        watchers.remove(watcher);
    }

    /** Does something with the session, as soon as there is one. */
    void withSession(Consumer<BackendSession> action) {
        if (session != null && isOpen()) {
            action.accept(session);
        } else {
            waitingForSession.add(action);
        }
    }

    void add(ElectionName name, ElectionMember member) {
        members.put(name, member);
        member.apply(ElectionState::tick);
    }

    void remove(ElectionMember member) {
        members.values().remove(member);
    }

    EntryLine line() {
        return line;
    }

    Optional<Candidacy> enter(ElectionName name, Candidate candidate, CandidacyFacts facts) {
        BackendSession open = session;
        return open == null || !isOpen() ? Optional.empty() : Optional.of(open.enter(name, candidate, facts));
    }

    SessionProofs proofs() {
        return proofs;
    }

    void tookOffice(long sentAt) {
        proofs.tookOffice(sentAt, validity());
    }

    /** A request was not answered in time. A server that has answered others since then is slow, but not silent. */
    void unanswered(long sentAt) {
        if (proofs.isSilentSince(sentAt)) {
            leaveServer();
        }
    }

    /** The server does not answer. */
    void leaveServer() {
        BackendSession open = session;
        if (open != null && port != null && port.connected) {
            open.leaveServer();
        }
    }

    void open() {
        if (closed) {
            return;
        }
        SessionPort fresh = new SessionPort(this);
        port = fresh;
        session = backend.open(
                new SessionRequest(settings.leaseDuration(), settings.requestTimeout(), loop.clock()), fresh);
    }

    /** Ends the session for good; blocks until the backend has done so. The only method for another thread. */
    static void close(Optional<BackendSession> last, ElectionBackend backend) {
        try {
            last.ifPresent(BackendSession::close);
        } finally {
            backend.close();
        }
    }

    /** No session is opened any more. */
    Optional<BackendSession> stop() {
        closed = true;
        port = null;
        grant = null;
        return Optional.ofNullable(session);
    }

    boolean isStopped() {
        return closed;
    }

    boolean isPresent(SessionPort other) {
        return port == other;
    }

    /** The session that the watchdog closes when the loop does not turn. */
    Optional<BackendSession> session() {
        return Optional.ofNullable(session);
    }

    void opened(SessionGrant granted) {
        grant = granted;
        failures = 0;
        proofs.reset();
        if (!granted.leaseDuration().equals(settings.leaseDuration())) {
            LOG.info(
                    "backend={} has granted a lease duration of {} instead of {}",
                    backend.name(),
                    DurationText.write(granted.leaseDuration()),
                    DurationText.write(settings.leaseDuration()));
        }
        BackendSession open = session;
        if (open != null) {
            List.copyOf(waitingForSession).forEach(action -> action.accept(open));
            waitingForSession.clear();
            List.copyOf(watchers).forEach(watcher -> watcher.opened(open));
        }
        each(ElectionState::tick);
    }

    /** A validity never grows within a session: the records may name the smaller one. */
    void regranted(SessionGrant granted) {
        SessionGrant before = grant;
        grant = before == null || granted.validity().compareTo(before.validity()) <= 0 ? granted : before;
    }

    void proven(long sentAt) {
        proofs.proven(sentAt, validity());
        each((state, at) -> state.proven(sentAt, at));
    }

    void unproven(Throwable cause) {
        LOG.debug("backend={} a proof has no known outcome", backend.name(), cause);
        proofs.unproven(own.retryDelay());
    }

    void fenced() {
        proofs.fenced();
        each(ElectionState::fenced);
    }

    SignLog signLog() {
        return signs;
    }

    void each(BiFunction<ElectionState, Moment, Step> input) {
        List.copyOf(members.values()).forEach(member -> member.apply(input));
    }

    void ended(Throwable cause, boolean forGood) {
        BackendSession last = session;
        port = null;
        session = null;
        grant = null;
        signs.unwatchedAll();
        if (!closed) {
            String what = forGood ? "cannot be opened" : "has ended";
            LOG.warn("backend={} the session {}: {}", backend.name(), what, String.valueOf(cause.getMessage()));
        }
        each(ElectionState::sessionEnded);
        List.copyOf(watchers).forEach(watcher -> {
            if (forGood) {
                watcher.failed(cause);
            }
            watcher.ended();
        });
        blocking.execute(() -> {
            if (last != null) {
                last.close();
            }
            loop.post(() -> loop.at(loop.clock().nanos() + reopenDelay(forGood), this::open));
        });
    }

    /** The watchdog has closed the session. */
    void abandoned() {
        if (session != null) {
            ended(new IllegalStateException("closed by the watchdog, because the election loop did not turn"), false);
        }
    }

    private long reopenDelay(boolean refused) {
        if (refused) {
            return own.refusalDelay();
        }
        long delay = Math.min(own.retryDelay() << Math.min(failures++, 10), LONGEST_REOPEN_DELAY);
        return (long) (delay * (0.5 + loop.random()));
    }

    private void endTurn() {
        line.admit();
        BackendSession open = session;
        if (open == null || !isOpen()) {
            return;
        }
        switch (proofs.due(validity())) {
            case PROVE -> open.prove();
            case LEAVE_SERVER -> leaveServer();
            case NOTHING -> {}
        }
    }

    private long validity() {
        return timing(own).validity();
    }
}
