// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.store;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * When this member last heard the Raft leader that it follows. Ratis forgets that when it follows it no longer, so it has to
 * be noted all the time. A later term of another member can end the following a moment after something was heard, and before
 * that was noted: the end of the log shows it.
 */
public final class LastHeard {

    /** Who has not looked for longer was not awake, and what it knows is old. */
    private static final long YOUNG = Duration.ofMillis(150).toNanos();

    private Optional<OldLeader> leader = Optional.empty();
    private Optional<Elected> elected = Optional.empty();
    private LogEnd end = LogEnd.NONE;
    private long notedAt;

    /** That this member was the leader of a term, at that time at the latest. */
    private record Elected(long term, long at) {}

    /**
     * A Raft leader that is not the leader any more.
     *
     * @param term in which it led
     * @param heardAt no earlier than the last of its entries came here
     */
    public record OldLeader(String member, long term, long heardAt) {}

    /** The last entry of this member's log, committed or not. */
    public record LogEnd(long term, long index) {
        static final LogEnd NONE = new LogEnd(-1, -1);
    }

    /**
     * This member follows that one.
     *
     * @param logEnd read before it was asked when that one was heard
     */
    public void follows(OldLeader present, LogEnd logEnd, long now) {
        leader = Optional.of(present);
        end = logEnd;
        notedAt = now;
    }

    /**
     * This member follows no Raft leader, and has not been elected.
     *
     * @param now from before the end of the log was read
     * @param later from after that
     */
    public void stands(LogEnd logEnd, long now, long later) {
        leader = before(now)
                .map(known -> logEnd.equals(end) ? known : new OldLeader(known.member(), known.term(), later));
        end = logEnd;
        notedAt = now;
    }

    /**
     * This member was elected.
     *
     * @param heardMore whether its log has something of an earlier term that it did not have when the last note was taken
     * @param later from after it was seen to lead in that term
     */
    public void leads(long term, boolean heardMore, long now, long later) {
        boolean isNew = !isElected(term);
        leader = before(now)
                .map(known -> isNew && heardMore ? new OldLeader(known.member(), known.term(), later) : known);
        notedAt = now;
        if (isNew) {
            elected = Optional.of(new Elected(term, later));
        }
    }

    /**
     * Whether something has come into the log between the last note and the beginning of that term.
     *
     * @param last the end of the log now
     * @param termAt the term of the entry with an index, or a negative number if it is not there
     */
    public boolean hasHeardMoreBefore(long term, LogEnd last, LongUnaryOperator termAt) {
        if (last.equals(end)) {
            return false;
        }
        boolean isPartOfIt = end.index() < 0 || termAt.applyAsLong(end.index()) == end.term();
        return !isPartOfIt || termAt.applyAsLong(end.index() + 1) != term;
    }

    /** Whether it is known that this member was elected in that term. */
    boolean isElected(long term) {
        return elected.filter(known -> known.term() == term).isPresent();
    }

    /** When this member led in that term already, the earliest that is known. */
    long electedAt(long term, long now) {
        return elected.filter(known -> known.term() == term).map(Elected::at).orElse(now);
    }

    /** The Raft leader that this member has followed until it was elected, if that is known well enough. */
    Optional<OldLeader> before(long now) {
        return leader.filter(known -> now - notedAt <= YOUNG);
    }
}
