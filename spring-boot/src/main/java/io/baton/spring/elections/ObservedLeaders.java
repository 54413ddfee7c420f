// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.elections;

import io.baton.Leader;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who leads each election, as the store last told this process; asks no store. Safe for use by any number of threads.
 *
 * <p>What is read can be out of date: by the time that the store takes to notice a death, and by what listeners of
 * {@link io.baton.spring.LeaderChangedEvent} take, because one change is told after the other.
 */
public final class ObservedLeaders {

    private final Map<String, Leader> leaders = new ConcurrentHashMap<>();

    ObservedLeaders() {}

    /** The leader of the named election; nothing if no candidate leads, or the store has not told yet. */
    public Optional<Leader> leader(String election) {
        return Optional.ofNullable(leaders.get(election));
    }

    void observed(String election, Optional<Leader> leader) {
        leader.ifPresentOrElse(known -> leaders.put(election, known), () -> leaders.remove(election));
    }
}
