// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage;

import io.baton.Leader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows.
 *
 * @param instance the instance that answers
 * @param leads whether that instance leads
 * @param leader nothing if no instance leads, as far as this one has heard
 * @param entries how many entries there are
 * @param refused how many writes of stale leaders the database has refused
 * @param writes the last ones, the newest first
 * @param terms the last ones, the newest first
 */
record ClusterStatus(
        String instance,
        boolean leads,
        @Nullable LeaderAddress leader,
        long entries,
        long refused,
        List<LoggedWrite> writes,
        List<Term> terms) {

    /**
     * The instance that leads.
     *
     * @param url where it is reached
     */
    record LeaderAddress(String instance, String url, long token) {

        static LeaderAddress of(Leader leader) {
            return new LeaderAddress(
                    leader.attributes().getOrDefault("instance", leader.id()),
                    leader.attributes().getOrDefault("url", ""),
                    leader.token().value());
        }
    }
}
