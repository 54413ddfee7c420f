// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.spi;

import io.baton.Candidate;
import io.baton.spi.BackendSession;
import io.baton.spi.Bid;
import io.baton.spi.Candidacy;
import io.baton.spi.ElectionName;
import io.baton.spi.QueuePosition;

/** One candidacy of a {@link SpiParticipant}. For the test's thread. */
public final class ProbeCandidacy {

    private final RecordingFacts facts = new RecordingFacts();
    private final Candidacy candidacy;

    ProbeCandidacy(BackendSession session, String election) {
        candidacy = session.enter(new ElectionName(election), new Candidate("probe"), facts);
    }

    /** To ask for something whose answer the test does not expect to be the usual one. */
    public Candidacy candidacy() {
        return candidacy;
    }

    /** What it was told. */
    public RecordingFacts facts() {
        return facts;
    }

    /** What the next fact says, which has to be where it stands. */
    public QueuePosition position() throws InterruptedException {
        return (QueuePosition) facts.next("position");
    }

    /** Asks where it stands; what it is told before the answer is forgotten. */
    public QueuePosition look() throws InterruptedException {
        candidacy.look();
        return (QueuePosition) facts.eventually("position");
    }

    /** Takes the leadership that is free; returns the position that it rests on. */
    public QueuePosition lead() throws InterruptedException {
        QueuePosition queuePosition = position();
        candidacy.takeLeadership(bid(queuePosition, false));
        facts.next("tookLeadership");
        return queuePosition;
    }

    /** Leaves the queue. */
    public void release() throws InterruptedException {
        candidacy.release();
        facts.next("gone");
    }

    /** What the engine would bid that stands like this. */
    public static Bid bid(QueuePosition queuePosition, boolean expectsRelease) {
        return new Bid(
                queuePosition.floor(),
                queuePosition.leaderRecord(),
                expectsRelease,
                queuePosition.orderValue() + queuePosition.floor().floor());
    }
}
