// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import io.baton.spi.ElectionName;
import io.baton.spi.Electorate;
import java.time.Duration;
import java.util.ArrayList;
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
    private static final int RESTING_LEASES = 10;
    private static final long LONGEST_LEASE = Duration.ofDays(365).toNanos();

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
        Concern concern = new Concern(entryIndex);
        Reply reply = apply(command, concern);
        return new Outcome(reply, concern.sessions(), concern.elections());
    }

    /** The entry with that index was nothing for the store. */
    public void passed(long entryIndex) {
        reached(entryIndex);
    }

    /** What the session has not heard of yet. */
    public News news(Inquiry inquiry) {
        Session session = find(inquiry.session()).orElse(null);
        if (session == null) {
            return new News(index, false, List.of(), List.of(), List.of());
        }
        List<News.Place> places = new ArrayList<>();
        for (Stand stand : session.stands.values()) {
            if (stand.changedAt > inquiry.since()) {
                places.add(stand.election.place(stand));
            }
        }
        List<Long> removed = new ArrayList<>();
        session.removed.forEach((tag, at) -> {
            if (at > inquiry.since()) {
                removed.add(tag);
            }
        });
        List<ElectionName> changed = inquiry.observed().stream()
                .filter(name -> leaderChangedAt(name) > inquiry.since())
                .toList();
        return new News(index, true, places, removed, changed);
    }

    /** For an election that is absent: a client that missed the end of its last leader may have missed its removal, too. */
    private long leaderChangedAt(ElectionName name) {
        Election known = elections.get(name);
        return known == null ? forgottenAt : known.leaderChangedAt;
    }

    /** The sessions that stand, oldest first. */
    public List<Living> living() {
        return sessions.values().stream()
                .map(session ->
                        new Living(session.id, session.leaseNanos, kept(session), session.home, session.lastNumber))
                .toList();
    }

    /** What the process of a session proves itself with, while the session stands. */
    public Optional<SecretDigest> secretOf(SessionId session) {
        return find(session).map(known -> known.secret);
    }

    private static long kept(Session session) {
        return session.stands.isEmpty() ? resting(session.leaseNanos) : session.leaseNanos;
    }

    /** How long a session with that lease is kept that stands in no election: no candidate waits for its end. */
    public static long resting(long leaseNanos) {
        return leaseNanos <= LONGEST_LEASE ? RESTING_LEASES * leaseNanos : leaseNanos;
    }

    /** The lease of a session that stands in no election. */
    public Optional<Duration> restingLease(SessionId id) {
        return find(id).filter(session -> session.stands.isEmpty())
                .map(session -> Duration.ofNanos(session.leaseNanos));
    }

    /** Who stands in an election. */
    public Electorate electorate(ElectionName election) {
        Election known = elections.get(election);
        return known == null ? new Electorate(List.of(), 0) : known.electorate();
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
                name, absent -> Election.created(absent, validity(by.leaseNanos), nextVersion()));
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

    /** How long a proof counts in a session with that lease. */
    public static long validity(long leaseNanos) {
        return leaseNanos - leaseNanos / 20;
    }

    private void reached(long entryIndex) {
        if (entryIndex <= index) {
            throw new IllegalStateException("entry " + entryIndex + " after entry " + index);
        }
        index = entryIndex;
    }

    private Reply apply(Command command, Concern concern) {
        if (command instanceof Command.Act act) {
            return act(act, concern);
        } else if (command instanceof Command.Open open) {
            return new Reply.Opened(open(open).id);
        } else if (command instanceof Command.Close close) {
            return settled(find(close.session()), session -> end(session, false, concern));
        } else if (command instanceof Command.Expire expire) {
            return settled(
                    find(expire.session()).filter(session -> session.lastNumber == expire.lastNumber()),
                    session -> end(session, true, concern));
        } else if (command instanceof Command.Revoke revoke) {
            return settled(find(revoke.session()), session -> end(session, false, concern));
        } else if (command instanceof Command.Remove remove) {
            return settled(
                    election(remove.election())
                            .flatMap(election -> Optional.ofNullable(election.queue.get(remove.orderValue()))),
                    stand -> remove(stand, concern));
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

    private Reply act(Command.Act act, Concern concern) {
        Session session = find(act.session()).orElse(null);
        if (session == null) {
            return new Reply.NoSession();
        }
        if (act.number() < session.lastNumber) {
            return new Reply.Superseded(session.lastNumber);
        }
        Optional<String> fault = Rules.fault(act.requests());
        if (fault.isPresent()) {
            return new Reply.Refused(fault.get());
        }
        boolean repeated = act.number() == session.lastNumber;
        session.lastNumber = act.number();
        session.removed.values().removeIf(at -> at <= act.heardUpTo());
        Requests requests = new Requests(this, session, concern, repeated);
        return new Reply.Acted(
                index,
                level.number(),
                act.requests().stream().map(requests::answer).toList());
    }

    private void end(Session session, boolean proofsHaveEnded, Concern concern) {
        sessions.remove(session.id.index());
        concern.session(session.id);
        for (Stand stand : session.stands.values()) {
            if (proofsHaveEnded && stand.election.isLedBy(stand)) {
                stand.election.noteRelease(nextVersion());
            }
            stand.election.remove(stand, this::nextVersion, concern);
        }
    }

    private void remove(Stand stand, Concern concern) {
        stand.session.stands.remove(stand.tag);
        stand.session.removed.put(stand.tag, index);
        stand.election.remove(stand, this::nextVersion, concern);
        concern.session(stand.session.id);
    }

    static boolean isFull(Session session) {
        return session.stands.size() >= MOST_CANDIDACIES;
    }

    private static <T> Reply settled(Optional<T> what, Consumer<T> action) {
        what.ifPresent(action);
        return new Reply.Settled(what.isPresent());
    }
}
