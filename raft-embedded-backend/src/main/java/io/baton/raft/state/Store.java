// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.FormatLevel;
import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.SecretDigest;
import io.baton.raft.state.request.SessionEventPoll;
import io.baton.raft.state.request.SessionEvents;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The sessions, queues and records that a group agrees on. The same entries in the same order make the same store, from
 * whichever snapshot one begins. Not thread-safe.
 *
 * <p>Why an expiry needs no wait after it: the Raft leader that proposes it has waited for the lease since it saw the session's last entry
 * applied, so longer than that entry's proof counts; and it has no effect if there was a later one. So it leaves the same
 * note as a release. A session that is closed or revoked may have a proof that still counts, and leaves none.
 */
public final class Store {

    private static final int MOST_CANDIDACIES = 10_000;

    private final TreeMap<Long, Session> sessions = new TreeMap<>();
    private final Map<ElectionName, Election> elections = new LinkedHashMap<>();
    private long index = -1;
    private long versions;
    private long forgottenAt = -1;
    private FormatLevel level = FormatLevel.FIRST;

    /** An empty store. */
    public Store() {}

    Store(long index, long versions, long forgottenAt, FormatLevel level) {
        this.level = level;
        this.index = index;
        this.versions = versions;
        this.forgottenAt = forgottenAt;
    }

    /** Carries out the entry with that index. */
    public Outcome apply(long entryIndex, Command command) {
        reached(entryIndex);
        Affected affected = new Affected(entryIndex);
        Reply reply = apply(command, affected);
        return new Outcome(reply, affected.sessions(), affected.elections());
    }

    /** The entry with that index was nothing for the store. */
    public void passed(long entryIndex) {
        reached(entryIndex);
    }

    /** What the session has not heard of yet. */
    public SessionEvents events(SessionEventPoll sessionEventPoll) {
        return find(sessionEventPoll.session())
                .map(session -> session.eventsSince(sessionEventPoll.since(), index, changed(sessionEventPoll)))
                .orElseGet(() -> new SessionEvents(index, false, List.of(), List.of(), List.of()));
    }

    private List<ElectionName> changed(SessionEventPoll sessionEventPoll) {
        return sessionEventPoll.observed().stream()
                .filter(name -> leaderChangedAt(name) > sessionEventPoll.since())
                .toList();
    }

    /** For an election that is absent: a client that missed the end of its last leader may have missed its removal, too. */
    private long leaderChangedAt(ElectionName name) {
        Election known = elections.get(name);
        return known == null ? forgottenAt : known.leaderChangedAt;
    }

    /** The sessions that stand, oldest first. */
    public List<LiveSession> living() {
        return sessions.values().stream()
                .map(session -> new LiveSession(
                        session.id, session.leaseNanos, kept(session), session.home, session.lastNumber))
                .toList();
    }

    /** What the process of a session proves itself with, while the session stands. */
    public Optional<SecretDigest> secretOf(SessionId session) {
        return find(session).map(known -> known.secret);
    }

    private static long kept(Session session) {
        return session.candidacies.isEmpty() ? LeaseRules.resting(session.leaseNanos) : session.leaseNanos;
    }

    /** The lease of a session that stands in no election. */
    public Optional<Duration> restingLease(SessionId id) {
        return find(id).filter(session -> session.candidacies.isEmpty())
                .map(session -> Duration.ofNanos(session.leaseNanos));
    }

    /** Who stands in an election. */
    public CandidateQueue candidateQueue(ElectionName election) {
        Election known = elections.get(election);
        return known == null ? new CandidateQueue(List.of(), 0) : known.candidateQueue();
    }

    /** The index of the last entry that was carried out. */
    public long index() {
        return index;
    }

    /** Which forms the group writes. */
    public FormatLevel level() {
        return level;
    }

    long versions() {
        return versions;
    }

    /** The index of the last entry by which an election was forgotten, or -1. */
    long forgottenAt() {
        return forgottenAt;
    }

    long nextVersion() {
        return ++versions;
    }

    Collection<Session> sessions() {
        return sessions.values();
    }

    Collection<Election> elections() {
        return elections.values();
    }

    Optional<Session> find(SessionId id) {
        return Optional.ofNullable(sessions.get(id.index())).filter(session -> session.id.equals(id));
    }

    Optional<Election> election(ElectionName name) {
        return Optional.ofNullable(elections.get(name));
    }

    Election created(ElectionName name, Session by) {
        return elections.computeIfAbsent(
                name, absent -> Election.created(absent, LeaseRules.validity(by.leaseNanos), nextVersion()));
    }

    void forget(Election election) {
        elections.remove(election.name);
        forgottenAt = index;
    }

    void restore(Session session) {
        sessions.put(session.id.index(), session);
    }

    void restore(Election election) {
        elections.put(election.name, election);
    }

    private void reached(long entryIndex) {
        if (entryIndex <= index) {
            throw new IllegalStateException("entry " + entryIndex + " after entry " + index);
        }
        index = entryIndex;
    }

    private Reply apply(Command command, Affected affected) {
        if (command instanceof Command.Act act) {
            return act(act, affected);
        } else if (command instanceof Command.Open open) {
            return new Reply.Opened(open(open).id);
        } else if (command instanceof Command.Close close) {
            return settled(find(close.session()), session -> end(session, false, affected));
        } else if (command instanceof Command.Expire expire) {
            return settled(
                    find(expire.session()).filter(session -> session.lastNumber == expire.lastNumber()),
                    session -> end(session, true, affected));
        } else if (command instanceof Command.Revoke revoke) {
            return settled(find(revoke.session()), session -> end(session, false, affected));
        } else if (command instanceof Command.Remove remove) {
            return settled(
                    election(remove.election())
                            .flatMap(election -> Optional.ofNullable(election.queue.get(remove.orderValue()))),
                    queuedCandidacy -> remove(queuedCandidacy, affected));
        }
        if (command instanceof Command.RaiseLevel raise) {
            return raise(raise.level());
        }
        throw new IllegalArgumentException("not a command: " + command);
    }

    private Reply raise(FormatLevel raised) {
        boolean isHigher = raised.number() > level.number();
        level = isHigher ? raised : level;
        return new Reply.Settled(isHigher);
    }

    private Session open(Command.Open open) {
        return sessions.values().stream()
                .filter(session -> session.id.nonce() == open.nonce())
                .findFirst()
                .orElseGet(() -> {
                    SessionId id = new SessionId(index, open.nonce());
                    Session opened = new Session(id, open.leaseNanos(), open.home(), open.secret());
                    sessions.put(index, opened);
                    return opened;
                });
    }

    private Reply act(Command.Act act, Affected affected) {
        Session session = find(act.session()).orElse(null);
        if (session == null) {
            return new Reply.NoSession();
        }
        if (act.number() < session.lastNumber) {
            return new Reply.Superseded(session.lastNumber);
        }
        Optional<String> fault = EntryValidation.fault(act.requests());
        if (fault.isPresent()) {
            return new Reply.Refused(fault.get());
        }
        boolean repeated = act.number() == session.lastNumber;
        session.lastNumber = act.number();
        session.removed.values().removeIf(at -> at <= act.heardUpTo());
        RequestHandler requestHandler = new RequestHandler(this, session, affected, repeated);
        return new Reply.Acted(
                index,
                level.number(),
                act.requests().stream().map(requestHandler::answer).toList());
    }

    private void end(Session session, boolean proofsHaveEnded, Affected affected) {
        sessions.remove(session.id.index());
        affected.session(session.id);
        for (QueuedCandidacy queuedCandidacy : session.candidacies.values()) {
            if (proofsHaveEnded && queuedCandidacy.election.isLedBy(queuedCandidacy)) {
                queuedCandidacy.election.noteRelease(nextVersion());
            }
            queuedCandidacy.election.remove(queuedCandidacy, this::nextVersion, affected);
        }
    }

    private void remove(QueuedCandidacy queuedCandidacy, Affected affected) {
        queuedCandidacy.session.candidacies.remove(queuedCandidacy.tag);
        queuedCandidacy.session.removed.put(queuedCandidacy.tag, index);
        queuedCandidacy.election.remove(queuedCandidacy, this::nextVersion, affected);
        affected.session(queuedCandidacy.session.id);
    }

    static boolean isFull(Session session) {
        return session.candidacies.size() >= MOST_CANDIDACIES;
    }

    private static <T> Reply settled(Optional<T> what, Consumer<T> action) {
        what.ifPresent(action);
        return new Reply.Settled(what.isPresent());
    }
}
