// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
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
    private final SessionOpener sessionOpener;
    private final AnswerReport answers;
    private final ConnectionDiagnosis diagnosis;
    private final SessionEnd sessionEnd;
    private final OpenSession openSession;
    private volatile Optional<SessionContext> context = Optional.empty();
    private boolean connected;
    private boolean leaving;
    private boolean over;

    /** @param ended hears why the session is over, before its own nodes go */
    SessionLifecycle(SessionTerms terms, SessionRequest request, SessionFacts facts, Consumer<Throwable> ended) {
        this.client = terms.client();
        this.request = request;
        this.facts = facts;
        this.ended = ended;
        strand = new Strand("baton-zookeeper-session", this::fault);
        openSession = new OpenSession(this, new SessionMembers(client::chroot), terms.memory(), facts);
        answers = new AnswerReport(request.clock(), facts, openSession::leaseDuration);
        diagnosis = new ConnectionDiagnosis(client, strand, () -> !over && !connected);
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
            if (!over && connected && !leaving && client.isBetterLeft(openSession.validityNanos() / 2)) {
                leaving = true;
                context.ifPresent(SessionContext::closeSocket);
                diagnosis.leftServer();
            }
        });
    }

    void close() {
        strand.run(() -> end(Ending.CLOSED, new IllegalStateException("the session was closed")));
        if (strand.isCurrent()) {
            return;
        }
        sessionEnd.await();
    }

    @Override
    public void opened(SessionContext opened, int fenceVersion) {
        context = Optional.of(opened);
        connected = true;
        diagnosis.connected(opened.zooKeeper());
        openSession.opened(opened, fenceVersion);
        answers.watch(this);
        sessionEnd.deleteLeft();
        openSession.members().reconnected(opened);
    }

    @Override
    public void failed(Exception cause) {
        end(Ending.FAILED, cause);
    }

    @Override
    public void attemptFailed(Throwable cause) {
        diagnosis.found(cause);
    }

    @Override
    public void heard() {
        if (!over) {
            answers.heard();
        }
    }

    @Override
    public void event(EventType type, KeeperState state) {
        if (over || context.isEmpty()) {
            return;
        }
        switch (type) {
            case None -> connection(context.get(), state);
            case NodeDeleted -> lost("its fence node was deleted");
            case DataWatchRemoved, PersistentWatchRemoved -> lost("the watch on its fence node was removed");
            default -> {}
        }
    }

    private void connection(SessionContext known, KeeperState state) {
        switch (state) {
            case SyncConnected -> reconnected(known);
            case Disconnected, ConnectedReadOnly -> disconnected();
            case Expired, Closed -> end(Ending.ENDED, new SessionExpiredException());
            // Of a client that goes on it says only that a login of this process has failed.
            case AuthFailed -> {
                if (known.zooKeeper().isAuthRefused()) {
                    end(Ending.ENDED, ZooKeeperErrors.of(Code.AUTHFAILED, known.ownFence()));
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
            end(Ending.ENDED, new SessionExpiredException());
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
        return over;
    }

    @Override
    public void check(Code code) {
        if (ZooKeeperErrors.isEnd(code)) {
            end(Ending.ENDED, new SessionExpiredException());
        }
    }

    @Override
    public void lost(String how) {
        end(Ending.ENDED, new IllegalStateException("the session cannot go on: " + how));
    }

    private void fault(Throwable fault) {
        if (over) {
            sessionEnd.fault(fault);
        } else {
            end(openSession.isGranted() ? Ending.ENDED : Ending.FAILED, fault);
        }
    }

    private void end(Ending ending, Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        sessionOpener.stop();
        if (ending == Ending.FAILED) {
            facts.failed(cause);
        } else if (openSession.isGranted() && ending == Ending.ENDED) {
            facts.ended(cause);
        }
        diagnosis.end();
        openSession.members().end();
        ended.accept(cause);
        // A session that is closed has ended when nothing is left of it.
        Runnable last = openSession.isGranted() && ending == Ending.CLOSED ? () -> facts.ended(cause) : () -> {};
        sessionEnd.begin(sessionOpener.begun(), connected, openSession, last);
    }

    private enum Ending {
        FAILED,
        ENDED,
        CLOSED
    }
}
