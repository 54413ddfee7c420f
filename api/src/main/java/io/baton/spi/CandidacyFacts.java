// SPDX-License-Identifier: Apache-2.0
package io.baton.spi;

/**
 * What a backend reports of one candidacy. May be called from any thread, never blocks, and runs no code of the
 * application. Each request of a {@link Candidacy} is answered by exactly one of these, at the latest after the request
 * timeout; {@link #predecessorGone}, {@link #positionChanged} and {@link #gone} also come unasked.
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
