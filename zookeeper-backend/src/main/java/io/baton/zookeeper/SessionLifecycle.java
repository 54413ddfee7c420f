// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.spi.support.SessionState;
import io.baton.spi.support.Strand;
import io.baton.zookeeper.internal.client.ConnectionDiagnosis;
import io.baton.zookeeper.internal.client.CuratorClient;
import io.baton.zookeeper.internal.client.ZooKeeperErrors;
import io.baton.zookeeper.internal.session.AnswerReport;
import io.baton.zookeeper.internal.session.OpenSession;
import io.baton.zookeeper.internal.session.SessionContext;
import io.baton.zookeeper.internal.session.SessionEnd;
import io.baton.zookeeper.internal.session.SessionLink;
import io.baton.zookeeper.internal.session.SessionMembers;
import io.baton.zookeeper.internal.session.SessionOpener;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.KeeperException.SessionExpiredException;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;

/**
 * Opens a session, follows its connection and ends it. The session stands on one handle; when the handle gets another
 * ZooKeeper session, this one has ended. For the strand only, but for what begins by entering it.
 */
final class SessionLifecycle implements SessionLink, SessionOpener.Outcome {

    private final CuratorClient client;
    private final SessionRequest request;
    private final SessionFacts facts;
    private final Consumer<Throwable> ended;
    private final Strand strand;
    private final SessionState state;
    private final SessionOpener sessionOpener;
    private final AnswerReport answers;
    private final ConnectionDiagnosis diagnosis;
    private final SessionEnd sessionEnd;
    private final OpenSession openSession;
    private volatile Optional<SessionContext> context = Optional.empty();
    private boolean connected;
    private boolean leaving;

    /** @param ended hears why the session is over, before its own nodes go */
    SessionLifecycle(SessionTerms terms, SessionRequest request, SessionFacts facts, Consumer<Throwable> ended) {
        this.client = terms.client();
        this.request = request;
        this.facts = facts;
        this.ended = ended;
        strand = new Strand("baton-zookeeper-session", this::fault);
        state = new SessionState(strand, facts, new Resources());
        openSession = new OpenSession(this, new SessionMembers(client::chroot), terms.memory(), facts);
        answers = new AnswerReport(request.clock(), facts, openSession::leaseDuration);
        diagnosis = new ConnectionDiagnosis(client, strand, () -> !isOver() && !connected);
        sessionEnd = new SessionEnd(client, strand, request, terms.left());
        sessionOpener = new SessionOpener(
                client, new SessionOpener.Terms(strand, terms.paths(), request, terms.permissions()), this);
    }

    void open() {
        strand.run(() -> {
            diagnosis.begin();
            sessionOpener.begin();
        });
    }

    OpenSession openSession() {
        return openSession;
    }

    ConnectionDiagnosis diagnosis() {
        return diagnosis;
    }

    void prove() {
        strand.run(openSession::prove);
    }

    void leaveServer() {
        strand.run(() -> {
            if (!isOver() && connected && !leaving && client.isBetterLeft(openSession.validityNanos() / 2)) {
                leaving = true;
                context.ifPresent(SessionContext::closeSocket);
                diagnosis.leftServer();
            }
        });
    }

    void close() {
        state.close();
    }

    @Override
    public void opened(SessionContext opened, int fenceVersion) {
        context = Optional.of(opened);
        connected = true;
        diagnosis.connected(opened.zooKeeper());
        openSession.opened(opened, fenceVersion).ifPresent(state::opened);
        answers.watch(this);
        sessionEnd.deleteLeft();
        openSession.members().reconnected(opened);
    }

    @Override
    public void failed(Exception cause) {
        state.refuse(cause);
    }

    @Override
    public void attemptFailed(Throwable cause) {
        diagnosis.found(cause);
    }

    @Override
    public void heard() {
        if (!isOver()) {
            answers.heard();
        }
    }

    @Override
    public void event(EventType type, KeeperState connectionState) {
        if (isOver() || context.isEmpty()) {
            return;
        }
        switch (type) {
            case None -> connection(context.get(), connectionState);
            case NodeDeleted -> lost("its fence node was deleted");
            case DataWatchRemoved, PersistentWatchRemoved -> lost("the watch on its fence node was removed");
            default -> {}
        }
    }

    private void connection(SessionContext known, KeeperState connectionState) {
        switch (connectionState) {
            case SyncConnected -> reconnected(known);
            case Disconnected, ConnectedReadOnly -> disconnected();
            case Expired, Closed -> state.end(new SessionExpiredException());
            // Of a client that goes on it says only that a login of this process has failed.
            case AuthFailed -> {
                if (known.zooKeeper().isAuthRefused()) {
                    state.end(ZooKeeperErrors.of(Code.AUTHFAILED, known.ownFence()));
                }
            }
            default -> {}
        }
    }

    private void disconnected() {
        if (connected) {
            connected = false;
            diagnosis.begin();
            facts.disconnected();
            openSession.disconnected();
        }
    }

    private void reconnected(SessionContext known) {
        if (known.zooKeeper().sessionId() != known.sessionId()) {
            // ClickHouse#116690: some servers give a new session without a word about the end of the old one.
            state.end(new SessionExpiredException());
            return;
        }
        leaving = false;
        openSession.negotiatedTimeout().update(known).ifPresent(facts::regranted);
        if (!connected) {
            connected = true;
            diagnosis.connected(known.zooKeeper());
            facts.connected();
            openSession.reconnected(known);
        }
    }

    @Override
    public Strand strand() {
        return strand;
    }

    @Override
    public SessionRequest request() {
        return request;
    }

    @Override
    public Optional<SessionContext> context() {
        return context;
    }

    @Override
    public Optional<SessionContext> connected() {
        return connected ? context : Optional.empty();
    }

    @Override
    public boolean isOver() {
        return state.isOver();
    }

    @Override
    public void check(Code code) {
        if (ZooKeeperErrors.isEnd(code)) {
            state.end(new SessionExpiredException());
        }
    }

    @Override
    public void lost(String how) {
        state.end(new IllegalStateException("the session cannot go on: " + how));
    }

    private void fault(Throwable fault) {
        if (isOver()) {
            sessionEnd.fault(fault);
        } else {
            state.refuse(fault);
        }
    }

    private final class Resources implements SessionState.Resources {

        @Override
        public List<Runnable> endSteps(Throwable cause) {
            return List.of(sessionOpener::stop, diagnosis::end, openSession.members()::end, () -> ended.accept(cause));
        }

        @Override
        public void leaveStore(boolean closed, Runnable done) {
            sessionEnd.begin(sessionOpener.begun(), connected, openSession, done);
        }

        @Override
        public void closeClient() {
            sessionEnd.closeClient();
        }

        @Override
        public void awaitStop() throws InterruptedException {
            sessionEnd.await();
        }
    }
}
