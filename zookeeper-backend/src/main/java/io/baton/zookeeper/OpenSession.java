// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.spi.support.HighestOrderValue;
import io.baton.spi.support.Strand;
import java.util.Optional;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.KeeperException.ConnectionLossException;
import org.apache.zookeeper.KeeperException.SessionExpiredException;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.jspecify.annotations.Nullable;

/**
 * What a session knows and does on its strand. It stands on one handle; when the handle gets another session, this one has
 * ended.
 */
final class OpenSession implements SessionOpener.Outcome {

    private final CuratorClient client;
    private final ZNodePaths paths;
    private final SessionRequest request;
    private final SessionFacts facts;
    private final HighestOrderValue memory;
    private final Strand strand;
    private final SessionOpener sessionOpener;
    private final AnswerReport answers;
    private final Diagnosis diagnosis;
    private final SessionEnd sessionEnd;
    private final SessionMembers sessionMembers;
    private final SessionQueries sessionQueries = new SessionQueries(this);
    private Optional<SessionFence> fence = Optional.empty();
    private Optional<HeartbeatWatches> signs = Optional.empty();
    private final NegotiatedTimeout negotiatedTimeout = new NegotiatedTimeout();
    private final Listings listings = new Listings();
    private volatile @Nullable SessionContext sessionContext;
    private boolean connected;
    private boolean leaving;
    private boolean over;

    OpenSession(SessionTerms terms, SessionRequest request, SessionFacts facts) {
        this.client = terms.client();
        this.paths = terms.paths();
        this.memory = terms.memory();
        this.request = request;
        this.facts = facts;
        strand = new Strand("baton-zookeeper-session", this::fault);
        answers = new AnswerReport(request.clock(), facts, negotiatedTimeout::leaseDuration);
        diagnosis = new Diagnosis(client, strand, () -> !over && !connected);
        sessionEnd = new SessionEnd(client, strand, request, terms.left());
        sessionMembers = new SessionMembers(client::chroot);
        sessionOpener =
                new SessionOpener(client, new SessionOpener.Terms(strand, paths, request, terms.permissions()), this);
    }

    void open() {
        strand.run(() -> {
            diagnosis.begin();
            sessionOpener.begin();
        });
    }

    Diagnosis diagnosis() {
        return diagnosis;
    }

    void prove() {
        strand.run(() -> {
            if (over) {
                return;
            }
            if (connected) {
                fence.ifPresent(SessionFence::prove);
            } else {
                facts.unproven(new ConnectionLossException());
            }
        });
    }

    void leaveServer() {
        strand.run(() -> {
            if (!over && sessionContext != null && connected && !leaving && client.isBetterLeft(validityNanos() / 2)) {
                leaving = true;
                sessionContext.wire().closeSocket();
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
        sessionContext = opened;
        connected = true;
        diagnosis.connected(opened);
        fence = Optional.of(new SessionFence(opened, this, facts, fenceVersion));
        signs = Optional.of(new HeartbeatWatches(opened, facts));
        negotiatedTimeout.update(opened).ifPresent(facts::opened);
        answers.watch(opened, this);
        sessionEnd.deleteLeft();
        sessionMembers.reconnected(opened);
    }

    @Override
    public void failed(Exception cause) {
        end(Ending.FAILED, cause);
    }

    @Override
    public void trouble(Throwable cause) {
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
        SessionContext known = sessionContext;
        if (over || known == null) {
            return;
        }
        switch (type) {
            case None -> connection(known, state);
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
                if (known.wire().isAuthRefused()) {
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
            signs.ifPresent(HeartbeatWatches::disconnected);
        }
    }

    private void reconnected(SessionContext known) {
        if (known.wire().sessionId() != known.sessionId()) {
            // ClickHouse#116690: some servers give a new session without a word about the end of the old one.
            end(Ending.ENDED, new SessionExpiredException());
            return;
        }
        leaving = false;
        negotiatedTimeout.update(known).ifPresent(facts::regranted);
        if (!connected) {
            connected = true;
            diagnosis.connected(known);
            facts.connected();
            signs.ifPresent(HeartbeatWatches::reconnected);
            sessionMembers.reconnected(known);
        }
    }

    Strand strand() {
        return strand;
    }

    SessionRequest request() {
        return request;
    }

    SessionQueries queries() {
        return sessionQueries;
    }

    Listings listings() {
        return listings;
    }

    SessionMembers sessionMembers() {
        return sessionMembers;
    }

    HighestOrderValue memory() {
        return memory;
    }

    Optional<SessionFence> fence() {
        return fence;
    }

    Optional<HeartbeatWatches> signs() {
        return signs;
    }

    @Nullable
    SessionContext context() {
        return sessionContext;
    }

    boolean isConnected() {
        return connected;
    }

    boolean isOver() {
        return over;
    }

    long validityNanos() {
        return negotiatedTimeout.validityNanos();
    }

    /** A candidacy has left the queue. */
    void left(QueueEntry queueEntry) {
        SessionContext known = sessionContext;
        if (known != null && !over) {
            sessionMembers.left(queueEntry, known);
        }
    }

    /** Ends the session if that is what an error says. */
    void check(Code code) {
        if (ZooKeeperErrors.isEnd(code)) {
            end(Ending.ENDED, new SessionExpiredException());
        }
    }

    /** The session has lost a node that it cannot go on without. */
    void lost(String how) {
        end(Ending.ENDED, new IllegalStateException("the session cannot go on: " + how));
    }

    private void fault(Throwable fault) {
        if (over) {
            sessionEnd.fault(fault);
        } else {
            end(negotiatedTimeout.isEmpty() ? Ending.FAILED : Ending.ENDED, fault);
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
        } else if (!negotiatedTimeout.isEmpty() && ending == Ending.ENDED) {
            facts.ended(cause);
        }
        diagnosis.end();
        sessionMembers.end();
        sessionQueries.end(cause);
        // A session that is closed has ended when nothing is left of it.
        Runnable told = !negotiatedTimeout.isEmpty() && ending == Ending.CLOSED ? () -> facts.ended(cause) : () -> {};
        Optional<SessionContext> begun = sessionOpener.begun();
        if (begun.isEmpty()) {
            sessionEnd.begin(told);
            return;
        }
        if (!client.isOwn()) {
            sessionMembers.unwatch(begun.get());
            signs.ifPresent(HeartbeatWatches::close);
        }
        sessionEnd.begin(begun.get(), connected, sessionMembers.places(), told);
    }

    private enum Ending {
        FAILED,
        ENDED,
        CLOSED
    }
}
