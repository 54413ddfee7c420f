// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.lease;

import io.baton.benchmarks.process.Storage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * What is watched, and for how long.
 *
 * @param leases one group for each
 * @param watched how long the groups are left alone
 * @param quota the part of a processor that each member gets, in percent; 0 for no limit
 * @param rounds how often the elected process of each group is killed afterwards
 * @param storage where the members keep their logs
 */
record LeaseOptions(List<Duration> leases, Duration watched, int quota, int rounds, Storage storage) {

    LeaseOptions {
        leases = List.copyOf(leases);
        if (leases.isEmpty() || quota < 0 || rounds < 0) {
            throw new IllegalArgumentException("leases " + leases + ", quota " + quota + ", rounds " + rounds);
        }
    }

    /** What is not said has a default. */
    static LeaseOptions of(Properties said) {
        List<Duration> leases = Arrays.stream(
                        said.getProperty("leases", "300,400,600,800,2000").split(",", -1))
                .map(millis -> Duration.ofMillis(Long.parseLong(millis.strip())))
                .toList();
        return new LeaseOptions(
                leases,
                Duration.ofMinutes(number(said, "minutes", 60)),
                number(said, "quota", 0),
                number(said, "rounds", 30),
                Storage.valueOf(said.getProperty("storage", "disk").toUpperCase(Locale.ROOT)));
    }

    private static int number(Properties said, String name, int otherwise) {
        return Integer.parseInt(said.getProperty(name, Integer.toString(otherwise)));
    }

    boolean isThrottled() {
        return quota > 0;
    }
}
