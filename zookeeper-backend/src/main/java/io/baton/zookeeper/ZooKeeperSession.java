// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.Candidate;
import io.baton.spi.BackendSession;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.ElectionName;
import io.baton.spi.Electorate;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.spi.support.OrderMemory;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.KeeperException.ConnectionLossException;
import org.apache.zookeeper.KeeperException.SessionExpiredException;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.jspecify.annotations.Nullable;

/** One ZooKeeper session on one handle. When the handle gets another session, this one has ended. */
final class ZooKeeperSession implements BackendSession, Opening.Outcome {

    private static final Duration CLOSE_GRACE = Duration.ofSeconds(2);

    private final Client client;
    private final Layout layout;
    private final SessionRequest request;
    private final SessionFacts facts;
    private final OrderMemory memory;
    private final Strand strand;
    private final Opening opening;
    private final Roster roster;
    private final Questions questions = new Questions(this);
    private Optional<Fence> fence = Optional.empty();
    private Optional<SignWatches> signs = Optional.empty();
    private final Grants grants = new Grants();
    private volatile @Nullable Link link;
    private boolean connected;
    private boolean leaving;
    private boolean over;

    ZooKeeperSession(Terms terms, SessionRequest request, SessionFacts facts) {
        this.client = terms.client();
        this.layout = terms.layout();
        this.memory = terms.memory();
        this.request = request;
        this.facts = facts;
        strand = new Strand("baton-zookeeper-session", this::fault);
        roster = new Roster(client.chroot());
        opening = new Opening(client, new Opening.Terms(strand, layout, request, terms.permissions()), this);
    }

    void open() {
        strand.run(opening::begin);
    }

    @Override
    public Candidacy enter(ElectionName election, Candidate candidate, CandidacyFacts candidacyFacts) {
        Place place = new Place(this, election, SessionName.randomTag(), candidacyFacts);
        ZooKeeperCandidacy candidacy = new ZooKeeperCandidacy(place, candidate);
        candidacy.enter();
        return candidacy;
    }

    @Override
    public void prove() {
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

    @Override
    public void leaveServer() {
        strand.run(() -> {
            if (!over && link != null && connected && !leaving && client.isBetterLeft(validityNanos() / 2)) {
                leaving = true;
                link.wire().closeSocket();
            }
        });
    }

    @Override
    public CompletionStage<Electorate> candidates(ElectionName election) {
        return questions.ask((asked, question) -> Roll.call(this, election, asked, question));
    }

    @Override
    public Observation observe(ElectionName election, Runnable changed) {
        LeaderWatch watch = new LeaderWatch(this, election, changed);
        strand.run(watch::begin);
        return watch;
    }

    @Override
    public CompletionStage<Long> raiseTokenFloor(ElectionName election, long atLeast) {
        return questions.raiseFloor(election, atLeast);
    }

    @Override
    public void close() {
        strand.run(() -> end(Ending.CLOSED, new IllegalStateException("the session was closed")));
        if (strand.isCurrent()) {
            return;
        }
        try {
            if (!strand.awaitStop(request.requestTimeout()) && client.isOwn()) {
                client.hurry();
                strand.awaitStop(CLOSE_GRACE);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void opened(Link opened, int fenceVersion) {
        link = opened;
        connected = true;
        fence = Optional.of(new Fence(opened, this, facts, fenceVersion));
        signs = Optional.of(new SignWatches(opened, facts));
        grants.update(opened).ifPresent(facts::opened);
        roster.reconnected(opened);
    }

    @Override
    public void failed(Exception cause) {
        end(Ending.FAILED, cause);
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
            case AuthFailed -> end(Ending.ENDED, Trouble.of(Code.AUTHFAILED, known.ownFence()));
            default -> {}
        }
    }

    private void disconnected() {
        if (connected) {
            connected = false;
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

    /** Somebody has taken from the session what it cannot go on without. */
    void lost(String how) {
        end(Ending.ENDED, new IllegalStateException("the session cannot go on: " + how));
    }

    private void fault(Throwable fault) {
        end(grants.isEmpty() ? Ending.FAILED : Ending.ENDED, fault);
    }

    private void end(Ending ending, Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        opening.stop();
        roster.end();
        questions.end(cause);
        if (ending == Ending.FAILED) {
            facts.failed(cause);
        } else if (!grants.isEmpty() && ending == Ending.ENDED) {
            facts.ended(cause);
        }
        // A session that is closed has ended when nothing is left of it.
        Runnable told = !grants.isEmpty() && ending == Ending.CLOSED ? () -> facts.ended(cause) : () -> {};
        Optional<Link> begun = opening.begun();
        if (client.isOwn() || begun.isEmpty()) {
            free(told);
        } else {
            roster.unwatch(begun.get());
            signs.ifPresent(SignWatches::close);
            new Farewell(client, begun.get(), roster.places(), () -> free(told)).begin();
        }
    }

    private void free(Runnable told) {
        client.close();
        told.run();
        strand.stop();
    }

    private enum Ending {
        FAILED,
        ENDED,
        CLOSED
    }

    /** What a session is opened with. */
    record Terms(Client client, Layout layout, Permissions permissions, OrderMemory memory) {}
}
