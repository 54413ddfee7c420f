// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

/**
 * When a session is proven, as a pure machine: every third of the validity while something is led or a bid ahead stands, one proof at a time, and soon
 * after a proof of unknown outcome. A server that has answered nothing for half of the validity is left while there is still time
 * to ask another one. A proof under way has one deadline, the validity, after which its answer could not help any more; the backend
 * promises an earlier one.
 *
 * <p>No proof is due while a candidacy that leads has not been found again since the session's fence was written (P1): a proof
 * prolongs every leadership of the session, also one whose candidacy a successor has found gone.
 *
 * @param needed for how many elections of the session proofs are needed: those that are led, and those where a bid ahead stands
 * @param unconfirmed how many candidacies that lead have not been found again since the fence was written
 * @param underWay whether a proof is sent and not answered
 * @param leftServer whether the server was left since the last proof was sent
 * @param sentAt when the last proof was sent; {@link Long#MIN_VALUE} if none was
 * @param heardAt when a server last answered; {@link Long#MIN_VALUE} if none has
 * @param nextAt when the next proof is due, unless one is under way; {@link Long#MAX_VALUE} if none is
 */
public record ProofSchedule(
        int needed, int unconfirmed, boolean underWay, boolean leftServer, long sentAt, long heardAt, long nextAt) {

    /** What is to be done now. */
    public enum Due {
        NOTHING,
        PROVE,
        LEAVE_SERVER
    }

    /**
     * The answer to the question what is due.
     *
     * @param next the schedule from now on
     */
    public record Answer(Due due, ProofSchedule next) {}

    public ProofSchedule {
        if (needed < 0 || unconfirmed < 0) {
            throw new IllegalStateException(needed + " need proofs, " + unconfirmed + " to be confirmed");
        }
    }

    /** Nothing needs a proof, and there is no session. */
    public static ProofSchedule initial() {
        return of(0, 0);
    }

    private static ProofSchedule of(int needed, int unconfirmed) {
        return new ProofSchedule(needed, unconfirmed, false, false, Long.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** Another session was opened. */
    public ProofSchedule opened() {
        return of(needed, unconfirmed);
    }

    /** A candidate's state has changed. */
    public ProofSchedule changed(ElectionState before, ElectionState after) {
        int more = count(after.needsProofs()) - count(before.needsProofs());
        int moreUnconfirmed = count(!after.isConfirmed()) - count(!before.isConfirmed());
        if (more == 0 && moreUnconfirmed == 0) {
            return this;
        }
        return new ProofSchedule(
                needed + more, unconfirmed + moreUnconfirmed, underWay, leftServer, sentAt, heardAt, nextAt);
    }

    private static int count(boolean one) {
        return one ? 1 : 0;
    }

    /** A leadership began, or a bid ahead stands, by a request that was sent at the given time. */
    public ProofSchedule began(long requestSentAt, long validity) {
        return with(underWay, Math.max(heardAt, requestSentAt), Math.min(nextAt, requestSentAt + validity / 3));
    }

    /** A server has answered something else. */
    public ProofSchedule heard(long now) {
        return with(underWay, Math.max(heardAt, now), nextAt);
    }

    /** A proof that was sent at the given time has succeeded. */
    public ProofSchedule proven(long proofSentAt, long now, long validity) {
        return with(false, now, proofSentAt + validity / 3);
    }

    /** The outcome of the proof is unknown. */
    public ProofSchedule unproven(long now, long retryDelay) {
        return with(false, heardAt, now + retryDelay);
    }

    /** A proof was refused since the fence was written: the next one is due as soon as it is allowed. */
    public ProofSchedule fenced(long now) {
        return with(false, now, now);
    }

    private ProofSchedule with(boolean isUnderWay, long heard, long next) {
        return new ProofSchedule(needed, unconfirmed, isUnderWay, leftServer, sentAt, heard, next);
    }

    /** Whether proofs are sent. */
    public boolean isWanted() {
        return needed > 0;
    }

    /** Whether no server has answered after the given time. */
    public boolean isSilentSince(long time) {
        return heardAt <= time;
    }

    /** What is to be done now, if anything. */
    public Answer due(long now, long validity) {
        if (needed == 0) {
            return new Answer(Due.NOTHING, underWay ? this : with(false, heardAt, Long.MAX_VALUE));
        }
        Answer nothing = new Answer(Due.NOTHING, this);
        if (unconfirmed > 0) {
            return nothing;
        }
        if (underWay && now < sentAt + validity) {
            return leftServer || now < leaveAt(validity) ? nothing : new Answer(Due.LEAVE_SERVER, sent(sentAt, true));
        }
        return !underWay && now < nextAt ? nothing : new Answer(Due.PROVE, sent(now, false));
    }

    private ProofSchedule sent(long at, boolean left) {
        return new ProofSchedule(needed, unconfirmed, true, left, at, heardAt, nextAt);
    }

    /** When {@link #due} is to be asked next, or {@link Long#MAX_VALUE}. */
    public long wakeAt(long validity) {
        if (needed == 0 || unconfirmed > 0) {
            return Long.MAX_VALUE;
        }
        if (!underWay) {
            return nextAt;
        }
        return leftServer ? sentAt + validity : Math.min(leaveAt(validity), sentAt + validity);
    }

    /** A server that was asked a moment ago gets an eighth of the validity, even after a long silence. */
    private long leaveAt(long validity) {
        return Math.max(heardAt + validity / 2, sentAt + validity / 8);
    }
}
