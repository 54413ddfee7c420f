// SPDX-License-Identifier: Apache-2.0
package io.baton.spi;

/**
 * What a backend reports of one candidacy. May be called from any thread, never blocks, and runs no code of the
 * application. Each request of a {@link Candidacy} is answered by exactly one of these, at the latest after the request
 * timeout; {@link #predecessorGone}, {@link #positionChanged}, {@link #bidStands}, {@link #bidCarriedOut} and {@link #gone} also
 * come unasked.
 */
public interface CandidacyFacts {

    /** The candidacy stands; answers entry, {@link Candidacy#look} and {@link Candidacy#raiseValidity}. */
    void position(QueuePosition queuePosition);

    /** The predecessor of the last {@link #position} is gone. */
    void predecessorGone();

    /** What the last {@link #position} told may not be so any more; comes after {@link Candidacy#check}. */
    void positionChanged();

    /**
     * The store does not have the candidacy; if it was to be entered, it will not appear later either. Answers any
     * request, and comes unasked when the candidacy is deleted.
     */
    void gone();

    /**
     * Leadership was taken.
     *
     * @param sentAt the clock's reading from before the request was sent for the first time
     */
    void tookLeadership(long sentAt);

    /**
     * The bid that was told last to {@link Candidacy#bidAhead} is in the store, and the release of the predecessor will carry it out. Comes
     * unasked, and again after each {@link Candidacy#bidAhead} while that is so. From then on the session is proven as if it led, so that the
     * hand-over needs no request.
     *
     * @param sentAt the clock's reading from before a proof was sent that has succeeded; telling of the bid may have been one
     */
    void bidStands(long sentAt);

    /**
     * The predecessor has released, and in that transaction the store has carried the bid out: this candidacy leads. Comes unasked. Not told
     * unless the session's last successful proof rests on the very fence that the bid rests on: a proof that came after that was written
     * may be younger than the moment from which a successor counts.
     *
     * @param sentAt the clock's reading from before that proof was sent
     */
    void bidCarriedOut(Bid bid, long sentAt);

    /** Leadership was not taken and this request will not take it: what it rested on has changed. */
    void leadershipNotTaken();

    /** No proof of the session that rests on an earlier fence can succeed any more: its fence is written or it is gone. */
    void proofsEnded(String session);

    /** A linearizable read has found the candidacy. */
    void confirmed();

    /** Whether the last request was carried out is not known. */
    void unknown(Throwable cause);

    /** The store refuses for a reason that an operator has to mend: permissions, a record that cannot be read, a limit. */
    void refused(Throwable cause);
}
