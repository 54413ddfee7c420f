// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import com.google.protobuf.ByteString;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Everything that lives in a session and ends with it. */
final class Roster {

    private final Set<Place> places = new LinkedHashSet<>();
    private final Set<LeaderWatch> observations = new LinkedHashSet<>();
    private final SkippedKeys strangers;

    Roster(SkippedKeys strangers) {
        this.strangers = strangers;
    }

    void add(Place place) {
        places.add(place);
    }

    void remove(Place place) {
        places.remove(place);
    }

    void add(LeaderWatch observation) {
        observations.add(observation);
    }

    void remove(LeaderWatch observation) {
        observations.remove(observation);
    }

    void opened() {
        List.copyOf(observations).forEach(LeaderWatch::begin);
    }

    /** No caller is answered any more. */
    void end() {
        places.forEach(Place::drop);
    }

    /** Notes a key that does not belong into a queue. */
    void skip(ByteString key) {
        strangers.skip(key);
    }
}
