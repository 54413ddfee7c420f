// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory.store;

import io.baton.spi.Bid;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;

/**
 * A bid that a candidacy has made ahead, to be carried out with the release of the leader.
 *
 * @param fence the version of the candidate's fence that it rests on
 * @param number tells it from earlier ones of the same session
 */
record AheadBid(Bid bid, long fence, long number) {

    /** Whether leadership could be taken with it after the release of the leader that this record names. */
    boolean restsOn(LeaderRecord record, FloorRecord floor) {
        return bid.floor().version() == floor.version()
                && bid.seen().version() == record.version()
                && bid.seen().led() == record.led();
    }
}
