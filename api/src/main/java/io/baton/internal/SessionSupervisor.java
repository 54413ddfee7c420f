// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.Candidate;
import io.baton.SessionStatus;
import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.Timing;
import io.baton.spi.BackendSession;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.ElectionBackend;
import io.baton.spi.ElectionName;
import io.baton.spi.SessionGrant;
import io.baton.spi.support.AsyncLogger;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * The connection's session: opens it, proves it while something is led, opens the next when it has ended. An exception
 * of the backend, or its silence, ends the session; another is opened after a pause, until the connection is closed. For the
 * loop's thread only, except where a method says otherwise.
 */
final class SessionSupervisor {

    private static final AsyncLogger LOG = AsyncLogger.of(SessionSupervisor.class);

    private final ElectionLoop loop;
    private final Settings settings;
    private final String store;
    private final SessionOpener opener;
    private final ElectorRunners members = new ElectorRunners();
    private final HeartbeatLog signs = new HeartbeatLog();
    private final SessionProofs proofs;
    private final EntryThrottle line = new EntryThrottle();
    private final Timing own;
    private final SessionQuestions questions;
    private final SessionListeners sessionListeners;
    private final CurrentSession current;
    private final SessionRequests requests;
    private final SessionSilence silence;
    private final SessionOutage outage;
    private final RefusalLog refusalLog;
    private final SessionEnding ending;
    private boolean closed;

    SessionSupervisor(ElectionLoop loop, ElectionBackend backend, Settings settings, Executor blocking) {
        this.loop = loop;
        this.settings = settings;
        this.store = backend.toString();
        this.current = new CurrentSession(loop.clock());
        this.opener = new SessionOpener(loop, backend, settings, blocking);
        this.proofs = new SessionProofs(loop);
        this.own = settings.timing(settings.electors());
        this.sessionListeners = new SessionListeners(loop);
        this.outage = new SessionOutage(loop.clock(), store, settings.leaseDuration(), sessionListeners);
        this.requests = new SessionRequests(current, proofs.reports(), this::failedLater);
        this.silence = new SessionSilence(loop, current, outage, this::askForSign, this::ended);
        this.refusalLog = new RefusalLog(loop.clock());
        this.questions = new SessionQuestions(loop, settings.requestTimeout().toNanos(), this::whyNone);
        this.ending = new SessionEnding(loop, opener, members, signs, this::open);
        loop.afterTurn(this::endTurn);
        loop.ownedBy(cause -> end(cause, false));
    }

    ElectionLoop loop() {
        return loop;
    }

    HeartbeatLog heartbeats() {
        return signs;
    }

    EntryThrottle throttle() {
        return line;
    }

    SessionProofs proofs() {
        return proofs;
    }

    RefusalLog refusalLog() {
        return refusalLog;
    }

    CurrentSession current() {
        return current;
    }

    /** The session as it is known now, if one is open. From any thread; never blocks. */
    Optional<SessionStatus> status() {
        return current.status();
    }

    /** For the watchdog. */
    LoopThread.Watched watched() {
        return new StuckLoop(loop, current, own, this::ended);
    }

    void watch(SessionListener watcher) {
        sessionListeners.add(watcher);
        current.session().ifPresent(session -> sessionListeners.tell(watcher, told -> told.opened(session)));
        current.status().ifPresent(status -> sessionListeners.tell(watcher, told -> told.connected(status)));
    }

    SessionListeners watchers() {
        return sessionListeners;
    }

    /** Asks the session, as soon as there is one, unless the answer has been given up by then. */
    <T> void ask(CompletableFuture<T> answer, Function<BackendSession, CompletionStage<T>> question) {
        current.session()
                .ifPresentOrElse(
                        session -> SessionQuestions.send(session, answer, question),
                        () -> questions.await(answer, question));
    }

    ElectorRunners members() {
        return members;
    }

    Optional<Candidacy> enter(ElectionName name, Candidate candidate, CandidacyFacts facts) {
        return current.session().map(session -> session.enter(name, candidate, facts));
    }

    void tookOffice(long sentAt) {
        proofs.tookOffice(sentAt, validity());
    }

    /** A server has told something. */
    void heard() {
        current.heard();
        if (outage.isOngoing()) {
            current.status().ifPresent(outage::answered);
        }
    }

    /** A server has answered a request of a candidacy. */
    void answered() {
        heard();
        proofs.heard();
    }

    /** A request was not answered in time. A server that has answered others since then is slow, but not silent. */
    void unanswered(long sentAt) {
        if (proofs.isSilentSince(sentAt)) {
            requests.leaveServer();
        }
    }

    void open() {
        if (closed || current.port().isPresent() || ending.isUnfinished()) {
            return;
        }
        SessionPort fresh = new SessionPort(this);
        current.opening(fresh, settings.leaseDuration().toNanos());
        ending.reopened();
        opener.open(fresh);
    }

    /** Ends the session and the backend for good; calls back, from any thread, when nothing is left of them or they do not end. */
    void close(Runnable done) {
        ending.beginLast(current.port(), done);
        closed = true;
        current.over(Optional.empty());
        ending.proceed();
    }

    boolean isClosed() {
        return closed;
    }

    void opened(SessionPort opened, SessionGrant granted) {
        BackendSession session = current.opened(opened, granted);
        opener.opened();
        proofs.reset();
        questions.opened(session);
        sessionListeners.tell(watcher -> watcher.opened(session));
        members.each(ElectionState::tick);
        current.status().ifPresent(outage::answered);
    }

    void proven(long sentAt) {
        proofs.proven(sentAt, validity());
        members.each((state, at) -> state.proven(sentAt, at));
    }

    void unproven(Throwable cause) {
        proofs.unproven(own.retryDelay());
        requests.leaveServer();
        if (proofs.areWanted()) {
            outage.unproven(cause, current.server());
        }
        LOG.debug("{}: a proof has no known outcome", store, cause);
    }

    void fenced() {
        proofs.fenced();
        members.each(ElectionState::fenced);
    }

    /** The session has ended in the store, or the backend says that it cannot go on. */
    void ended(Throwable cause) {
        end(cause, false);
    }

    /** The store refuses the session. */
    void refused(Throwable cause) {
        end(cause, true);
    }

    /** As {@link #failed}, but after the present input: a state that is being computed must not change underneath. */
    private void failedLater(String where, Throwable cause) {
        SessionPort asked = current.port().orElse(null);
        loop.post(() -> {
            if (asked != null && current.isPresent(asked)) {
                failed(where, cause);
            }
        });
    }

    /** Something that belongs to the whole session has thrown. */
    void failed(String where, Throwable cause) {
        loop.threw(where, cause);
        end(cause, false);
    }

    private void end(Throwable cause, boolean refused) {
        SessionPort last = current.port().orElse(null);
        if (last == null || closed) {
            return;
        }
        String server = current.server();
        String what = current.isOpen() ? "the session has ended: " : "no session can be opened: ";
        boolean lasted = current.age() >= own.leaseDuration();
        long heardAt = current.contact().heardAt();
        Optional<Throwable> why = Optional.of(cause);
        ending.begin(last, refused ? opener.pauseAfterRefusal() : opener.pauseAfterEnd(lasted));
        current.over(why);
        try {
            ending.proceed();
        } finally {
            if (refused) {
                sessionListeners.tell(watcher -> watcher.failed(cause));
                refusalLog.refused(store + ": the session is refused", CurrentSession.text(cause), cause);
            }
            proofs.reports().failed();
            sessionListeners.tell(SessionListener::ended);
            outage.began(heardAt, what + CurrentSession.text(cause), server);
        }
    }

    /** For a leadership that was not proven in time: how old its last proof is, and who does not answer. */
    String proofOverdue() {
        String server = current.server();
        return "the last proof was sent " + proofs.age() / 1_000_000 + " ms ago; server "
                + (server.isEmpty() ? "unknown" : server) + ", which is waited for, last answered "
                + current.silence() / 1_000_000 + " ms ago";
    }

    private void endTurn() {
        ending.proceed();
        opener.look();
        line.admit();
        silence.look();
        if (ending.isLate()) {
            open();
        }
        if (!current.isOpen()) {
            return;
        }
        switch (proofs.due(validity())) {
            case PROVE -> requests.prove();
            case LEAVE_SERVER -> requests.leaveServer();
            case NOTHING -> {}
        }
    }

    /** A backend need not tell of each answer; where proofs are not sent anyway, one shows whether servers answer. */
    private void askForSign() {
        if (!proofs.areWanted()) {
            requests.prove();
        }
    }

    private String whyNone() {
        return current.trouble().map(CurrentSession::text).orElse("none is open yet");
    }

    private long validity() {
        return current.timing(own).validity();
    }
}
