// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.session;

import io.baton.internal.config.Settings;
import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.Timing;
import io.baton.internal.loop.ElectionLoop;
import io.baton.internal.loop.LoopThread;
import io.baton.internal.proof.HeartbeatLog;
import io.baton.internal.proof.SessionProofs;
import io.baton.internal.refusal.RefusalLog;
import io.baton.internal.report.SessionListener;
import io.baton.internal.report.SessionListeners;
import io.baton.internal.report.SessionOutage;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionBackend;
import io.baton.spi.SessionGrant;
import io.baton.spi.support.AsyncLogger;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The connection's session: opens it, proves it while something is led, opens the next when it has ended. An exception
 * of the backend, or its silence, ends the session; another is opened after a pause, until the connection is closed. For the
 * loop's thread only, except where a method says otherwise.
 */
public final class SessionSupervisor implements SessionInputs {

    private static final AsyncLogger LOG = AsyncLogger.of(SessionSupervisor.class);

    private final ElectionLoop loop;
    private final Settings settings;
    private final String store;
    private final SessionOpener opener;
    private final Electors electors;
    private final HeartbeatLog heartbeats = new HeartbeatLog();
    private final HeartbeatInputs heartbeatInputs;
    private final SessionProofs proofs;
    private final Timing own;
    private final SessionQuestions questions;
    private final SessionListeners listeners;
    private final CurrentSession current;
    private final SessionRequests requests;
    private final SessionSilence silence;
    private final SessionOutage outage;
    private final ServerAnswers answers;
    private final RefusalLog refusalLog;
    private final SessionEnding ending;
    private boolean closed;

    /**
     * No session yet.
     *
     * @param blocking where the backend may block
     */
    public SessionSupervisor(
            ElectionLoop loop, ElectionBackend backend, Settings settings, Executor blocking, Electors electors) {
        this.loop = loop;
        this.electors = electors;
        this.settings = settings;
        this.store = backend.toString();
        this.current = new CurrentSession(loop.clock());
        this.opener = new SessionOpener(loop, backend, settings, blocking);
        this.proofs = new SessionProofs(loop);
        this.own = settings.timing(settings.electors());
        this.listeners = new SessionListeners(loop);
        this.outage = new SessionOutage(loop.clock(), store, settings.leaseDuration(), listeners);
        this.requests = new SessionRequests(loop, current, proofs.reports(), this::failed);
        this.answers = new ServerAnswers(current, outage, proofs, requests, own);
        this.silence = new SessionSilence(loop, current, outage, answers::ask, this::ended);
        this.refusalLog = new RefusalLog(loop.clock());
        this.questions =
                new SessionQuestions(loop, current, settings.requestTimeout().toNanos(), current::whyNone);
        this.ending = new SessionEnding(loop, opener, electors, heartbeats, this::open);
        this.heartbeatInputs = new HeartbeatInputs(loop, heartbeats, electors);
        loop.afterTurn(this::endTurn);
        loop.ownedBy(cause -> end(cause, false));
    }

    /** The loop that it belongs to. */
    public ElectionLoop loop() {
        return loop;
    }

    /** What is known of the present session. */
    public CurrentSession current() {
        return current;
    }

    /** What is asked of the store beside elections. */
    public SessionQuestions questions() {
        return questions;
    }

    /** What the candidacies' requests tell of the session's server. */
    public ServerAnswers answers() {
        return answers;
    }

    /** The session's proofs. */
    public SessionProofs proofs() {
        return proofs;
    }

    /** What is known of other sessions' ends. */
    public HeartbeatLog heartbeats() {
        return heartbeats;
    }

    /** Logs what the store refuses. */
    public RefusalLog refusalLog() {
        return refusalLog;
    }

    /** For the watchdog. */
    public LoopThread.Watched watched() {
        return new StuckLoop(loop, current, own, this::ended);
    }

    /** Adds a listener, and tells it of the present session. */
    public void listen(SessionListener listener) {
        listeners.add(listener);
        current.session().ifPresent(session -> listeners.tell(listener, told -> told.opened(session)));
        current.status().ifPresent(status -> listeners.tell(listener, told -> told.connected(status)));
    }

    /** Removes a listener. */
    public void remove(SessionListener listener) {
        listeners.remove(listener);
    }

    /** Opens a session, unless there is one or the last has not ended yet. */
    public void open() {
        if (closed || current.attempt().isPresent() || ending.isUnfinished()) {
            return;
        }
        SessionAttempt fresh = new SessionAttempt();
        current.opening(fresh, settings.leaseDuration().toNanos());
        ending.reopened();
        opener.open(new SessionPort(loop, fresh, current, this, heartbeatInputs));
    }

    /** Ends the session and the backend for good; calls back, from any thread, when nothing is left of them or they do not end. */
    public void close(Runnable done) {
        ending.beginLast(current.attempt(), done);
        closed = true;
        current.over(Optional.empty());
        ending.proceed();
    }

    /** Whether {@link #close} was called. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void heard() {
        answers.heard();
    }

    @Override
    public void opened(SessionAttempt opened, SessionGrant granted) {
        BackendSession session = current.opened(opened, granted);
        opener.opened();
        proofs.reset();
        questions.opened(session);
        listeners.tell(listener -> listener.opened(session));
        electors.each(ElectionState::tick);
        current.status().ifPresent(outage::answered);
    }

    @Override
    public void proven(long sentAt) {
        proofs.proven(sentAt, validity());
        electors.proven(sentAt);
    }

    @Override
    public void unproven(Throwable cause) {
        answers.unproven(cause);
        LOG.debug("{}: a proof has no known outcome", store, cause);
    }

    @Override
    public void fenced() {
        proofs.fenced();
        electors.each(ElectionState::fenced);
    }

    @Override
    public void ended(Throwable cause) {
        end(cause, false);
    }

    @Override
    public void refused(Throwable cause) {
        end(cause, true);
    }

    @Override
    public void failed(String where, Throwable cause) {
        loop.threw(where, cause);
        end(cause, false);
    }

    private void end(Throwable cause, boolean refused) {
        SessionAttempt last = current.attempt().orElse(null);
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
                listeners.tell(listener -> listener.failed(cause));
                refusalLog.refused(store + ": the session is refused", CurrentSession.text(cause), cause);
            }
            proofs.reports().failed();
            listeners.tell(SessionListener::ended);
            outage.began(heardAt, what + CurrentSession.text(cause), server);
        }
    }

    private void endTurn() {
        ending.proceed();
        opener.look();
        electors.admit();
        silence.look();
        if (ending.isLate()) {
            open();
        }
        if (current.isOpen()) {
            requests.carryOut(proofs.due(validity()));
        }
    }

    private long validity() {
        return current.timing(own).validity();
    }
}
