// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory.store;

import io.baton.Candidate;
import io.baton.Leader;
import io.baton.spi.Bid;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.QueuePosition;
import io.baton.spi.SessionGrant;
import io.baton.testkit.memory.MemoryStore;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One atomic operation of a {@link MemoryStore}, as data: it can be delayed, lost, carried out twice and printed.
 *
 * @param <A> what the store answers
 */
public sealed interface StoreRequest<A> {

    /** What the store does; called by the store alone. */
    A applyTo(StoreState store);

    /** Opens a session, or answers the one that the same attempt has opened. */
    record OpenSession(SessionAttempt attempt, Duration lease, Consumer<StoreEvent> events)
            implements StoreRequest<SessionGrant> {
        @Override
        public SessionGrant applyTo(StoreState store) {
            return store.open(this);
        }

        /** The same in every run. */
        @Override
        public String toString() {
            return "OpenSession[lease=" + lease + "]";
        }
    }

    /** Keeps a session; answers whether it stands. */
    record Heartbeat(String session) implements StoreRequest<Boolean> {
        @Override
        public Boolean applyTo(StoreState store) {
            return store.heartbeat(session);
        }
    }

    /** Ends a session by its own wish; answers whether it stood. */
    record EndSession(String session) implements StoreRequest<Boolean> {
        @Override
        public Boolean applyTo(StoreState store) {
            return store.end(session);
        }
    }

    /** One proof; says also which version the session's fence has now. */
    record Prove(String session, long fence) implements StoreRequest<Proof> {
        @Override
        public Proof applyTo(StoreState store) {
            return store.prove(session, fence);
        }
    }

    /**
     * What came of a proof, or of an operation that has one in it.
     *
     * @param outcome what came of it
     * @param fence the version of the session's fence in the same moment
     */
    record Proof(Outcome outcome, long fence) {}

    /** What can come of an operation that rests on a session's fence. */
    enum Outcome {
        /** It was done. */
        DONE,
        /** A record is no longer what it rested on. */
        CHANGED,
        /** The session's fence was written. */
        FENCED,
        /** The session or the candidacy is not there. */
        GONE
    }

    /** Enters a queue, once for each tag; nothing if the candidacy is not there. */
    record Enter(String session, String tag, ElectionName election, Candidate candidate)
            implements StoreRequest<Optional<QueuePosition>> {
        @Override
        public Optional<QueuePosition> applyTo(StoreState store) {
            return store.enter(this);
        }
    }

    /** Finds a candidacy; if it is not there, it never will be. */
    record Look(String session, String tag) implements StoreRequest<Optional<QueuePosition>> {
        @Override
        public Optional<QueuePosition> applyTo(StoreState store) {
            return store.look(session, tag);
        }
    }

    /** Raises a floor record's validity if it is still the one that was read, then looks. */
    record RaiseValidity(String session, String tag, FloorRecord read, long validityNanos)
            implements StoreRequest<Optional<QueuePosition>> {
        @Override
        public Optional<QueuePosition> applyTo(StoreState store) {
            return store.raiseValidity(this);
        }
    }

    /** Takes leadership. */
    record TakeLeadership(String session, String tag, long fence, Bid bid) implements StoreRequest<Proof> {
        @Override
        public Proof applyTo(StoreState store) {
            return store.takeLeadership(this);
        }
    }

    /**
     * Makes a bid ahead, to be carried out with the release of the leader.
     *
     * @param number tells it from earlier ones of the same session
     */
    record BidAhead(String session, String tag, long fence, Bid bid, long number) implements StoreRequest<Proof> {
        @Override
        public Proof applyTo(StoreState store) {
            return store.bidAhead(session, tag, new AheadBid(bid, fence, number));
        }
    }

    /** Writes another session's fence; answers whether that session stands. */
    record Fence(String by, String session) implements StoreRequest<Boolean> {
        @Override
        public Boolean applyTo(StoreState store) {
            return store.fence(by, session);
        }
    }

    /** Asks whether a candidacy is there. */
    record Confirm(String session, String tag) implements StoreRequest<Boolean> {
        @Override
        public Boolean applyTo(StoreState store) {
            return store.confirm(session, tag);
        }
    }

    /** Leaves a queue, with a note if the candidacy led; answers whether the candidacy was there. */
    record Release(String session, String tag) implements StoreRequest<Boolean> {
        @Override
        public Boolean applyTo(StoreState store) {
            return store.release(session, tag);
        }
    }

    /** Reads a floor record. */
    record ReadFloor(String session, ElectionName election) implements StoreRequest<Optional<FloorRecord>> {
        @Override
        public Optional<FloorRecord> applyTo(StoreState store) {
            return store.readFloor(session, election);
        }
    }

    /** Raises a floor if the record is still the one that was read; answers what holds now. */
    record RaiseFloor(String session, ElectionName election, Optional<FloorRecord> read, long atLeast)
            implements StoreRequest<Optional<FloorRecord>> {
        @Override
        public Optional<FloorRecord> applyTo(StoreState store) {
            return store.raiseFloor(this);
        }
    }

    /** Lists a queue. */
    record ListQueue(String session, ElectionName election) implements StoreRequest<CandidateQueue> {
        @Override
        public CandidateQueue applyTo(StoreState store) {
            return store.list(session, election);
        }
    }

    /** Asks who leads. */
    record AskLeader(String session, ElectionName election) implements StoreRequest<Optional<Leader>> {
        @Override
        public Optional<Leader> applyTo(StoreState store) {
            return store.leader(session, election);
        }
    }

    /** Deletes an election that is over; answers whether no record is left. */
    record Forget(String session, ElectionName election) implements StoreRequest<Boolean> {
        @Override
        public Boolean applyTo(StoreState store) {
            return store.forget(session, election);
        }
    }

    /** Begins to watch another session's signs; answered by an event. */
    record WatchSession(String session, String watched, long watch) implements StoreRequest<Boolean> {
        @Override
        public Boolean applyTo(StoreState store) {
            return store.watch(this);
        }
    }

    /** Ends a watch on another session's signs. */
    record UnwatchSession(String session, String watched, long watch) implements StoreRequest<Boolean> {
        @Override
        public Boolean applyTo(StoreState store) {
            return store.unwatch(this);
        }
    }

    /** Begins to report changes of an election's leader. */
    record Observe(String session, ElectionName election) implements StoreRequest<Boolean> {
        @Override
        public Boolean applyTo(StoreState store) {
            return store.observe(session, election);
        }
    }
}
