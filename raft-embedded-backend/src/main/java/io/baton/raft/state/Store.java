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

/**
 * The sessions, queues and records that a group agrees on. The same entries in the same order make the same store, from
 * whichever snapshot one begins. Not thread-safe.
 *
 * <p>Why an expiry needs no wait after it: the Raft leader that proposes it has waited for the lease since it saw the session's last entry
 * applied, so longer than that entry's proof counts; and it has no effect if there was a later one. So it leaves the same
 * note as a release. A session that is closed or revoked may have a proof that still counts, and leaves none.
 */
public final class Store {

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
        Reply reply = new CommandHandler(this, affected).answer(command);
        return new Outcome(reply, affected.sessions(), affected.elections());
    }

    /** The entry with that index was nothing for the store. */
    public void passed(long entryIndex) {
        reached(entryIndex);
    }

    /** What the session has not heard of yet. */
    public SessionEvents events(SessionEventPoll sessionEventPoll) {
        Optional<Session> session = find(sessionEventPoll.session());
        return session.isPresent()
                ? session.get().eventsSince(sessionEventPoll.since(), index, changed(sessionEventPoll))
                : new SessionEvents(index, false, List.of(), List.of(), List.of());
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
        return sessions.values().stream().map(LiveSession::of).toList();
    }

    /** What the process of a session proves itself with, while the session stands. */
    public Optional<SecretDigest> secretOf(SessionId session) {
        return find(session).map(known -> known.secret);
    }

    /** The lease of a session that stands in no election. */
    public Optional<Duration> restingLease(SessionId id) {
        Optional<Session> session = find(id);
        return session.isPresent() && session.get().candidacies.isEmpty()
                ? Optional.of(Duration.ofNanos(session.get().leaseNanos))
                : Optional.empty();
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
        Session known = sessions.get(id.index());
        return known != null && known.id.equals(id) ? Optional.of(known) : Optional.empty();
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

    void remove(Session session) {
        sessions.remove(session.id.index());
    }

    void raise(FormatLevel raised) {
        level = raised;
    }

    void add(Session session) {
        sessions.put(session.id.index(), session);
    }

    void add(Election election) {
        elections.put(election.name, election);
    }

    private void reached(long entryIndex) {
        if (entryIndex <= index) {
            throw new IllegalStateException("entry " + entryIndex + " after entry " + index);
        }
        index = entryIndex;
    }
}
