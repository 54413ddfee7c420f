// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

import io.baton.ElectionStatus;
import io.baton.spi.Bid;
import io.baton.spi.QueuePosition;
import java.util.Optional;

/**
 * One candidate in one election, as one pure machine. Every input is a method that returns the next state and what is to
 * be done. An input that comes too late, or that all electors are given, changes nothing where it means nothing; one that cannot come
 * throws where assertions are on. A state without a candidacy is told nothing of one: facts are dropped by identity.
 *
 * <pre>
 *   Idle ──> Entering ──> Waiting ──> Leading ──> Draining ──> Releasing ──> Idle, or Closed
 * </pre>
 *
 * <p>Each word is the name of a class in {@code io.baton.internal.engine.mode}; Waiting is one of Watching, Asking, Retrying and Postponed. A
 * candidate that leaves or is refused goes from Entering or Waiting to Releasing. Draining becomes Undrained when the place must not wait for work that does not end. A candidacy that is
 * gone leads to Idle, or to Closed, from everywhere, after the work has ended.
 *
 * <p><b>Why two never lead.</b> A leadership is held until {@code sentAt + V}, where {@code sentAt} is a moment before
 * its last successful proof was sent, or before leadership was taken. The successor compares and sets the leader
 * record, so it has seen the leadership before its own. If that one has released, it was not held any more. If not, the
 * successor first makes further proofs of that session impossible (it writes its fence, or sees that the session is
 * gone); every proof that succeeded was linearized before that, so it was sent before the moment x at which the
 * successor knew; and the successor takes leadership not before x + V (1 + margin), V being the record's validity, which is
 * no smaller than the V of any participant. Nothing is assumed about when a store expires sessions.
 */
public interface ElectionState {

    /** The same state in the words of the public API. */
    ElectionStatus.State publicState();

    /** When {@link #tick} is wanted next, or {@link Long#MAX_VALUE}. */
    default long wakeAt() {
        return Long.MAX_VALUE;
    }

    /** Whether {@link #tick} may come up to a tenth of a lease later than wanted, together with that of other elections. */
    default boolean mayWakeLate() {
        return false;
    }

    /** Whether a candidacy may exist in the store that belongs to this state. */
    default boolean hasCandidacy() {
        return false;
    }

    /** Whether a leadership is held unless its deadline has passed. */
    default boolean leads() {
        return false;
    }

    /** Whether the session is to be proven, for what is led or for what a release may make this process lead at any moment. */
    default boolean needsProofs() {
        return leads();
    }

    /** Whether the candidacy was found again since the session's fence was last written. */
    default boolean isConfirmed() {
        return true;
    }

    /** Time has passed, a session was opened, or another session's end was seen. */
    default Step tick(StepContext at) {
        return Step.to(this);
    }

    /** The request that was ordered last is sent, and its deadline begins: it may have waited for its turn until now. */
    default Step requestSent(StepContext at) {
        return Step.to(this);
    }

    /** The store has told where the candidacy stands. */
    default Step position(QueuePosition queuePosition, StepContext at) {
        return late("position");
    }

    /** The nearest predecessor is gone. */
    default Step predecessorGone(StepContext at) {
        return late("predecessorGone");
    }

    /** What the store has told of the position may not be so any more. */
    default Step positionChanged(StepContext at) {
        return late("positionChanged");
    }

    /** The candidacy does not exist. */
    default Step gone(StepContext at) {
        return late("gone");
    }

    /** The session has ended, and the candidacy with it. */
    default Step sessionEnded(StepContext at) {
        return hasCandidacy() ? gone(at) : Step.to(this);
    }

    /** Leadership was taken by a request that was sent after the given time. */
    default Step tookLeadership(long sentAt, StepContext at) {
        return late("tookLeadership");
    }

    /** The store will carry the bid out with the release of the predecessor. */
    default Step bidStands(StepContext at) {
        return late("bidStands");
    }

    /** The store has carried the bid out; the last proof of the session was sent after the given time. */
    default Step bidCarriedOut(Bid bid, long sentAt, StepContext at) {
        return late("bidCarriedOut");
    }

    /** Leadership was not taken. */
    default Step leadershipNotTaken(StepContext at) {
        return late("leadershipNotTaken");
    }

    /** Whether a proof means something to this state; most of thousands of elections need not hear of it. */
    default boolean isWokenByProofs() {
        return leads();
    }

    /** A proof that was sent after the given time has succeeded. */
    default Step proven(long sentAt, StepContext at) {
        return Step.to(this);
    }

    /** No proof of the given session that rests on an earlier fence can succeed any more. */
    default Step proofsEnded(String session, StepContext at) {
        return late("proofsEnded");
    }

    /** The session whose heartbeats mean something to this state; most of thousands of elections need not hear of any. */
    default Optional<String> isWokenByHeartbeatsOf() {
        return Optional.empty();
    }

    /** The given session, which was watched, has shown a heartbeat. */
    default Step heartbeat(String session, StepContext at) {
        return Step.to(this);
    }

    /** The deadline was seen to have passed. */
    default Step expired(StepContext at) {
        assert false : this + " has no deadline";
        return Step.to(this);
    }

    /** The fence of our session was written. */
    default Step fenced(StepContext at) {
        return Step.to(this);
    }

    /** The candidacy was found by a linearizable read. */
    default Step confirmed(StepContext at) {
        return late("confirmed");
    }

    /** The outcome of the last request is unknown. */
    default Step unknown(StepContext at) {
        return late("unknown");
    }

    /** The store refuses until an operator mends the cause. */
    default Step refused(String why, Throwable cause, StepContext at) {
        return late("refused");
    }

    /** What carries out this election's requests has thrown: the candidacy ends, and a new one follows as after a refusal. */
    default Step failed(String why, Throwable cause, StepContext at) {
        return Step.to(this);
    }

    /** All work of the leadership that was ended has returned. */
    default Step drained(StepContext at) {
        return Step.to(this);
    }

    /** The application steps down. */
    default Step resign(StepContext at) {
        return Step.to(this);
    }

    /** The application leaves the election. */
    default Step close(StepContext at) {
        return Step.to(this);
    }

    private Step late(String fact) {
        assert hasCandidacy() : this + " was told " + fact;
        return Step.to(this);
    }
}
