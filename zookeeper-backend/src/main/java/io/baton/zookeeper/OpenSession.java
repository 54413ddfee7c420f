// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.spi.support.OrderMemory;
import io.baton.spi.support.Strand;
import java.util.Optional;
import java.util.Set;
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
final class OpenSession implements Opening.Outcome {

    private final Client client;
    private final Layout layout;
    private final SessionRequest request;
    private final SessionFacts facts;
    private final OrderMemory memory;
    private final Strand strand;
    private final Opening opening;
    private final AnswerReport answers;
    private final Diagnosis diagnosis;
    private final SessionEnd sessionEnd;
    private final Roster roster;
    private final Questions questions = new Questions(this);
    private Optional<Fence> fence = Optional.empty();
    private Optional<SignWatches> signs = Optional.empty();
    private final Grants grants = new Grants();
    private final Listings listings = new Listings();
    private volatile @Nullable Link link;
    private boolean connected;
    private boolean leaving;
    private boolean over;

    OpenSession(Terms terms, SessionRequest request, SessionFacts facts) {
        this.client = terms.client();
        this.layout = terms.layout();
        this.memory = terms.memory();
        this.request = request;
        this.facts = facts;
        strand = new Strand("baton-zookeeper-session", this::fault);
        answers = new AnswerReport(request.clock(), facts, grants::leaseDuration);
        diagnosis = new Diagnosis(client, strand, () -> !over && !connected);
        sessionEnd = new SessionEnd(client, strand, request, terms.left());
        roster = new Roster(client::chroot);
        opening = new Opening(client, new Opening.Terms(strand, layout, request, terms.permissions()), this);
    }

    void open() {
        strand.run(() -> {
            diagnosis.begin();
            opening.begin();
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
                fence.ifPresent(Fence::prove);
            } else {
                facts.unproven(new ConnectionLossException());
            }
        });
    }

    void leaveServer() {
        strand.run(() -> {
            if (!over && link != null && connected && !leaving && client.isBetterLeft(validityNanos() / 2)) {
                leaving = true;
                link.wire().closeSocket();
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
    public void opened(Link opened, int fenceVersion) {
        link = opened;
        connected = true;
        diagnosis.connected(opened);
        fence = Optional.of(new Fence(opened, this, facts, fenceVersion));
        signs = Optional.of(new SignWatches(opened, facts));
        grants.update(opened).ifPresent(facts::opened);
        answers.watch(opened, this);
        sessionEnd.deleteLeft();
        roster.reconnected(opened);
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
        Link known = link;
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

    private void connection(Link known, KeeperState state) {
        switch (state) {
            case SyncConnected -> reconnected(known);
            case Disconnected, ConnectedReadOnly -> disconnected();
            case Expired, Closed -> end(Ending.ENDED, new SessionExpiredException());
            // Of a client that goes on it says only that a login of this process has failed.
            case AuthFailed -> {
                if (known.wire().isAuthRefused()) {
                    end(Ending.ENDED, Trouble.of(Code.AUTHFAILED, known.ownFence()));
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
            signs.ifPresent(SignWatches::disconnected);
        }
    }

    private void reconnected(Link known) {
        if (known.wire().sessionId() != known.sessionId()) {
            // ClickHouse#116690: some servers give a new session without a word about the end of the old one.
            end(Ending.ENDED, new SessionExpiredException());
            return;
        }
        leaving = false;
        grants.update(known).ifPresent(facts::regranted);
        if (!connected) {
            connected = true;
            diagnosis.connected(known);
            facts.connected();
            signs.ifPresent(SignWatches::reconnected);
            roster.reconnected(known);
        }
    }

    Strand strand() {
        return strand;
    }

    SessionRequest request() {
        return request;
    }

    Questions questions() {
        return questions;
    }

    Listings listings() {
        return listings;
    }

    Roster roster() {
        return roster;
    }

    OrderMemory memory() {
        return memory;
    }

    Optional<Fence> fence() {
        return fence;
    }

    Optional<SignWatches> signs() {
        return signs;
    }

    @Nullable
    Link link() {
        return link;
    }

    boolean isConnected() {
        return connected;
    }

    boolean isOver() {
        return over;
    }

    long validityNanos() {
        return grants.validityNanos();
    }

    /** A candidacy has left the queue. */
    void left(Place place) {
        Link known = link;
        if (known != null && !over) {
            roster.left(place, known);
        }
    }

    /** Ends the session if that is what an error says. */
    void check(Code code) {
        if (Trouble.isEnd(code)) {
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
            end(grants.isEmpty() ? Ending.FAILED : Ending.ENDED, fault);
        }
    }

    private void end(Ending ending, Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        opening.stop();
        if (ending == Ending.FAILED) {
            facts.failed(cause);
        } else if (!grants.isEmpty() && ending == Ending.ENDED) {
            facts.ended(cause);
        }
        diagnosis.end();
        roster.end();
        questions.end(cause);
        // A session that is closed has ended when nothing is left of it.
        Runnable told = !grants.isEmpty() && ending == Ending.CLOSED ? () -> facts.ended(cause) : () -> {};
        Optional<Link> begun = opening.begun();
        if (begun.isEmpty()) {
            sessionEnd.begin(told);
            return;
        }
        if (!client.isOwn()) {
            roster.unwatch(begun.get());
            signs.ifPresent(SignWatches::close);
        }
        sessionEnd.begin(begun.get(), connected, roster.places(), told);
    }

    private enum Ending {
        FAILED,
        ENDED,
        CLOSED
    }

    /** What a session is opened with. */
    record Terms(Client client, Layout layout, Permissions permissions, OrderMemory memory, Set<LeftNodes> left) {}
}
