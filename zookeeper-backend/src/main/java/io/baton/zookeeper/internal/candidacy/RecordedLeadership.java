// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.candidacy;

import io.baton.spi.Bid;
import io.baton.spi.LeaderRecord;
import io.baton.zookeeper.internal.bid.ReceivedBids;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Read;
import io.baton.zookeeper.internal.session.ElectionRecords;
import java.util.Optional;
import org.apache.zookeeper.KeeperException.Code;

/** What is known of the leader record as far as it names one candidacy. For the strand only. */
final class RecordedLeadership {

    private final QueueEntry queueEntry;
    private final ReceivedBids receivedBids;
    private Optional<Held> held = Optional.empty();
    private boolean inDoubt;

    RecordedLeadership(QueueEntry queueEntry, ReceivedBids receivedBids) {
        this.queueEntry = queueEntry;
        this.receivedBids = receivedBids;
    }

    /** The leader record as this candidacy, or a release in its name, has written it. */
    record Held(int version, long token) {}

    /** Whether only the record says if it names this candidacy. */
    boolean isInDoubt() {
        return inDoubt;
    }

    void doubt(boolean doubts) {
        inDoubt = doubts;
    }

    Optional<Held> held() {
        return held;
    }

    /** The record names this candidacy, not released. */
    void holds(Held written) {
        held = Optional.of(written);
        inDoubt = false;
        receivedBids.leads(queueEntry.election(), queueEntry);
    }

    /** Leadership is about to be taken: together with the request for it, so that a release costs none for that. */
    void awaitBids() {
        receivedBids.watch();
    }

    /** Whether the record is known to be what this bid would write. */
    boolean isWritten(Bid bid) {
        return held.filter(new Held(versionBefore(bid), bid.token())::equals).isPresent();
    }

    /** The version of the record that the bid expects. */
    static int versionBefore(Bid bid) {
        return Math.toIntExact(bid.seen().version()) + (bid.expectsRelease() ? 1 : 0);
    }

    /** The leadership of this candidacy that a record says, if it says one that was not released. */
    Optional<Held> in(Read record) {
        return (record.code() == Code.OK ? readable(record) : Optional.<LeaderRecord>empty())
                .filter(read -> read.led() == queueEntry.orderValue() && !read.released())
                .map(read -> new Held(Math.toIntExact(read.version()), read.token()));
    }

    // An unreadable record keeps all candidates from leading; it need not keep this candidacy in the queue.
    private static Optional<LeaderRecord> readable(Read read) {
        try {
            return Optional.of(ElectionRecords.parsedLeader(read));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
