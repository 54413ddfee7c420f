// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory.store;

import io.baton.Leader;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.MonotonicClock;
import io.baton.spi.QueuePosition;
import io.baton.spi.SessionGrant;
import io.baton.testkit.memory.MemoryStore;
import io.baton.testkit.memory.store.StoreRequest.Outcome;
import io.baton.testkit.memory.store.StoreRequest.Proof;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a {@link MemoryStore} holds, and what its operations do to it. Not thread-safe. */
public final class StoreState {

    private final MonotonicClock clock;
    private final Map<ElectionName, StoredElection> elections = new LinkedHashMap<>();
    private final Map<String, StoredSession> sessions = new LinkedHashMap<>();
    private long lastOrderValue;
    private long sessionsOpened;

    public StoreState(MonotonicClock clock) {
        this.clock = clock;
    }

    public SessionGrant open(StoreRequest.OpenSession request) {
        StoredSession session = open(request, request.lease().toNanos() / 2);
        return new SessionGrant(
                session.name, Duration.ofNanos(session.leaseNanos), Duration.ofNanos(session.validityNanos));
    }

    public StoredSession open(StoreRequest.OpenSession request, long validityNanos) {
        for (StoredSession open : sessions.values()) {
            if (open.attempt == request.attempt()) {
                return open;
            }
        }
        nextOrderValue();
        String name = "s" + ++sessionsOpened;
        long leaseNanos = request.lease().toNanos();
        StoredSession session = new StoredSession(name, request.attempt(), leaseNanos, validityNanos, request.events());
        session.heardAt = clock.nanos();
        sessions.put(name, session);
        return session;
    }

    boolean heartbeat(String name) {
        return heard(name) != null;
    }

    /** Ends a session with everything in it; answers whether it stood. */
    public boolean end(String name) {
        StoredSession session = sessions.remove(name);
        if (session == null) {
            return false;
        }
        nextOrderValue();
        session.candidacies().forEach(candidacy -> candidacy.election.remove(candidacy));
        session.ended();
        session.tell(StoreEvent.Kind.SESSION_ENDED, name, 0);
        return true;
    }

    Proof prove(String name, long fence) {
        StoredSession session = heard(name);
        if (session == null) {
            return new Proof(Outcome.GONE, fence);
        }
        if (session.fence != fence) {
            return new Proof(Outcome.FENCED, session.fence);
        }
        sign(session);
        return new Proof(Outcome.DONE, fence);
    }

    public Optional<QueuePosition> enter(StoreRequest.Enter request) {
        StoredSession session = heard(request.session());
        if (session != null && !session.knows(request.tag())) {
            long orderValue = nextOrderValue();
            StoredElection election = created(request.election(), session, orderValue);
            StoredCandidacy candidacy =
                    new StoredCandidacy(session, request.tag(), request.candidate(), election, orderValue);
            session.put(request.tag(), candidacy);
            election.enter(candidacy);
        }
        return look(request.session(), request.tag());
    }

    public Optional<QueuePosition> look(String session, String tag) {
        StoredCandidacy candidacy = candidacy(session, tag);
        return candidacy == null ? Optional.empty() : Optional.of(candidacy.election.position(candidacy));
    }

    Optional<QueuePosition> raiseValidity(StoreRequest.RaiseValidity request) {
        StoredCandidacy candidacy = candidacy(request.session(), request.tag());
        if (candidacy != null) {
            candidacy.election.raiseValidity(request.read(), request.validityNanos(), this::nextOrderValue);
        }
        return look(request.session(), request.tag());
    }

    public Proof takeLeadership(StoreRequest.TakeLeadership request) {
        return resting(
                request.session(),
                request.tag(),
                request.fence(),
                candidacy -> candidacy.election.takeLeadership(candidacy, request.bid(), this::nextOrderValue));
    }

    Proof bidAhead(String session, String tag, AheadBid ahead) {
        return resting(session, tag, ahead.fence(), candidacy -> candidacy.election.keepAhead(candidacy, ahead));
    }

    /** Does what rests on a session's fence; it is a proof if it is done. */
    private Proof resting(String session, String tag, long fence, Predicate<StoredCandidacy> done) {
        StoredCandidacy candidacy = candidacy(session, tag);
        if (candidacy == null) {
            return new Proof(Outcome.GONE, fence);
        }
        long current = candidacy.session.fence;
        if (fence != current) {
            return new Proof(Outcome.FENCED, current);
        } else if (!done.test(candidacy)) {
            return new Proof(Outcome.CHANGED, current);
        }
        sign(candidacy.session);
        return new Proof(Outcome.DONE, current);
    }

    boolean fence(String by, String name) {
        heard(by);
        StoredSession session = sessions.get(name);
        if (session != null) {
            session.fence = nextOrderValue();
        }
        return session != null;
    }

    boolean confirm(String session, String tag) {
        return candidacy(session, tag) != null;
    }

    public boolean release(String session, String tag) {
        StoredCandidacy candidacy = candidacy(session, tag);
        if (candidacy == null) {
            return false;
        }
        StoredElection election = candidacy.election;
        LeaderRecord before = election.leaderRecord;
        long version = nextOrderValue();
        candidacy.session.giveUp(tag);
        if (before.led() == candidacy.orderValue) {
            election.noteRelease(version);
            election.carryOut(candidacy, before, this::nextOrderValue);
        }
        election.remove(candidacy);
        return true;
    }

    Optional<FloorRecord> readFloor(String session, ElectionName election) {
        heard(session);
        return election(election).map(stored -> stored.floor);
    }

    /** Answers the record that holds now, or nothing if the session is not there. */
    Optional<FloorRecord> raiseFloor(StoreRequest.RaiseFloor request) {
        StoredSession session = heard(request.session());
        if (session == null) {
            return Optional.empty();
        }
        long orderValue = nextOrderValue();
        StoredElection election = created(request.election(), session, orderValue);
        return Optional.of(election.raiseFloor(request.read(), request.atLeast(), orderValue));
    }

    CandidateQueue list(String session, ElectionName election) {
        heard(session);
        return election(election).map(StoredElection::candidateQueue).orElseGet(() -> new CandidateQueue(List.of(), 0));
    }

    Optional<Leader> leader(String session, ElectionName election) {
        heard(session);
        return election(election).flatMap(StoredElection::leader);
    }

    /** Order values grow across all elections, so that a new election of that name has greater tokens. */
    boolean forget(String session, ElectionName name) {
        heard(session);
        if (election(name).filter(election -> !election.isOver()).isPresent()) {
            return false;
        }
        elections.remove(name);
        return true;
    }

    boolean watch(StoreRequest.WatchSession request) {
        StoredSession watcher = heard(request.session());
        StoredSession watched = sessions.get(request.watched());
        if (watcher != null && watched != null) {
            watched.watchedBy(watcher, request.watch());
        } else if (watcher != null) {
            watcher.tell(StoreEvent.Kind.WATCHED_ENDED, request.watched(), request.watch());
        }
        return watched != null;
    }

    boolean unwatch(StoreRequest.UnwatchSession request) {
        StoredSession watcher = heard(request.session());
        StoredSession watched = sessions.get(request.watched());
        if (watcher != null && watched != null) {
            watched.unwatchedBy(watcher, request.watch());
        }
        return watched != null;
    }

    boolean observe(String name, ElectionName election) {
        StoredSession session = heard(name);
        if (session == null) {
            return false;
        }
        session.observe(election);
        return true;
    }

    /** Deletes a candidacy behind its owner's back. */
    public boolean delete(ElectionName election, long orderValue) {
        StoredCandidacy candidacy =
                election(election).map(stored -> stored.at(orderValue)).orElse(null);
        if (candidacy == null) {
            return false;
        }
        nextOrderValue();
        candidacy.session.giveUp(candidacy.tag);
        candidacy.election.remove(candidacy);
        candidacy.session.tell(StoreEvent.Kind.CANDIDACY_GONE, candidacy.tag, orderValue);
        return true;
    }

    public Optional<StoredElection> election(ElectionName name) {
        return Optional.ofNullable(elections.get(name));
    }

    public List<String> living() {
        return List.copyOf(sessions.keySet());
    }

    public List<String> silent() {
        long now = clock.nanos();
        return sessions.values().stream()
                .filter(session -> now - session.heardAt > session.leaseNanos)
                .map(session -> session.name)
                .toList();
    }

    /** Finds a candidacy of a session that shows itself alive by asking; a tag that is not there never will be. */
    private @Nullable StoredCandidacy candidacy(String name, String tag) {
        StoredSession session = heard(name);
        return session == null ? null : session.candidacyOrGiveUp(tag);
    }

    private @Nullable StoredSession heard(String name) {
        StoredSession session = sessions.get(name);
        if (session != null) {
            session.heardAt = clock.nanos();
        }
        return session;
    }

    private StoredElection created(ElectionName name, StoredSession by, long version) {
        return elections.computeIfAbsent(
                name, absent -> new StoredElection(absent, by.validityNanos, version, this::leaderChanged));
    }

    private void leaderChanged(ElectionName election) {
        sessions.values().forEach(session -> session.leaderChanged(election));
    }

    private void sign(StoredSession session) {
        nextOrderValue();
        session.sign();
    }

    private long nextOrderValue() {
        return ++lastOrderValue;
    }
}
