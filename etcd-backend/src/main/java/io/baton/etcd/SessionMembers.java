// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import com.google.protobuf.ByteString;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Everything that lives in a session and ends with it. */
final class SessionMembers {

    private final Set<QueueEntry> places = new LinkedHashSet<>();
    private final Set<LeaderObservation> observations = new LinkedHashSet<>();
    private final SkippedKeys strangers;

    SessionMembers(SkippedKeys strangers) {
        this.strangers = strangers;
    }

    void add(QueueEntry queueEntry) {
        places.add(queueEntry);
    }

    void remove(QueueEntry queueEntry) {
        places.remove(queueEntry);
    }

    void add(LeaderObservation observation) {
        observations.add(observation);
    }

    void remove(LeaderObservation observation) {
        observations.remove(observation);
    }

    void opened() {
        List.copyOf(observations).forEach(LeaderObservation::begin);
    }

    /** No caller is answered any more. */
    void end() {
        places.forEach(QueueEntry::drop);
    }

    /** Notes a key that does not belong into a queue. */
    void skip(ByteString key) {
        strangers.skip(key);
    }
}
