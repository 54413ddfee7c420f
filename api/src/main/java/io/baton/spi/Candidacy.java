// SPDX-License-Identifier: Apache-2.0
package io.baton.spi;

/**
 * One candidate in the queue of one election, from its entry to its release; never used again after that. No method
 * blocks or throws; each is answered through {@link CandidacyFacts}. At most one request is under way at a time, unless
 * an earlier one was given up after the request timeout.
 */
public interface Candidacy {

    /**
     * Finds the candidacy in the store by its own identity, with its predecessor and both records. Watches the candidacy
     * itself, its nearest predecessor, and the predecessor's session: a session that is watched only once it leads may end before its
     * successor has looked, and then cost a wait. After an entry of unknown outcome this either finds the candidacy or makes
     * sure that it will not appear any more.
     */
    void look();

    /**
     * Makes sure that no event was lost: finds out, together with other candidacies of the session, whether this one and those that the
     * last {@link CandidacyFacts#position} rested on still stand, and tells {@link CandidacyFacts#positionChanged} if they do not.
     * Asked once in a lease duration while the candidacy waits, also while a request is under way, and not answered otherwise. May be put
     * off by a third of the lease duration: waiting costs per process, so one request does for many candidacies.
     */
    void check();

    /** Raises the floor record's validity by compare-and-set, then looks. */
    void raiseValidity(FloorRecord read, long validityNanos);

    /**
     * Takes leadership in one atomic operation: the candidacy exists, the session's fence was not written since it was
     * last read, the floor and leader records are what the bid says; writes the session's heartbeat and the leader record. If the
     * fence was written, it is read again and {@link SessionFacts#fenced} is told before {@link CandidacyFacts#leadershipNotTaken}.
     */
    void takeLeadership(Bid bid);

    /**
     * Tells the bid that this candidacy will make as soon as its predecessor, which is first and leads, has released. A store
     * that can, carries it out together with the release if everything that taking leadership demands is so then; this is told by
     * {@link CandidacyFacts#bidCarriedOut}, and an equal {@link #takeLeadership} succeeds in that case. It replaces the one before, and is
     * not answered, but {@link CandidacyFacts#bidStands} may be told. By default it is ignored, which costs a hand-over one request more.
     */
    default void bidAhead(Bid bid) {
        // Leadership is taken when the turn has come.
    }

    /** Writes the fence of another session, so that no proof that rests on an earlier one can succeed any more. */
    void fence(String session);

    /** Looks for the candidacy by its own identity with a linearizable read. */
    void confirm();

    /**
     * Leaves the queue, whatever the outcome of earlier requests was. If this candidacy has taken leadership, the leader
     * record says afterwards that it has released; both in one transaction. Answered by {@link CandidacyFacts#gone}.
     */
    void release();
}
