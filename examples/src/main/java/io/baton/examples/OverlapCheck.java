// SPDX-License-Identifier: Apache-2.0
package io.baton.examples;

import io.baton.examples.worker.Sample;
import io.baton.examples.worker.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Holds the samples of all processes against two promises: at no instant do two {@code isHeld()} answer true, and each
 * leadership's token is greater than that of every earlier one.
 *
 * <p>A sample proves only that the answer was given at some instant between its two readings of the clock. So an
 * overlap is proved, and not only possible, when the older leadership was asked, and answered true, after the newer
 * one had answered true.
 */
final class OverlapCheck {

    private final List<ObservedLeadership> leaderships;

    /** The leaderships may come in any order. */
    OverlapCheck(List<ObservedLeadership> leaderships) {
        this.leaderships = leaderships.stream()
                .sorted(Comparator.comparingLong(ObservedLeadership::token))
                .toList();
    }

    /** Reads the files that the processes have written, one for each. */
    static OverlapCheck ofFiles(Map<String, Path> files) throws IOException {
        List<ObservedLeadership> leaderships = new ArrayList<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            // A process that failed to start has none.
            if (Files.exists(file.getValue())) {
                leaderships.addAll(read(file.getKey(), file.getValue()));
            }
        }
        return new OverlapCheck(leaderships);
    }

    private static List<ObservedLeadership> read(String worker, Path file) throws IOException {
        try (var lines = Files.lines(file, StandardCharsets.US_ASCII)) {
            Map<Long, List<Sample>> byToken = lines.map(Sample::parse)
                    .flatMap(Optional::stream)
                    .collect(Collectors.groupingBy(Sample::token, TreeMap::new, Collectors.toList()));
            return byToken.values().stream()
                    .filter(samples -> samples.stream().anyMatch(Sample::held))
                    .map(samples -> ObservedLeadership.of(worker, samples))
                    .toList();
        }
    }

    /** In the order of their tokens. */
    List<ObservedLeadership> leaderships() {
        return leaderships;
    }

    long samples() {
        return leaderships.stream().mapToLong(ObservedLeadership::samples).sum();
    }

    /** One sentence for each pair that was true at the same time, and for each leadership that came back to life. */
    List<String> overlaps() {
        List<String> found = new ArrayList<>();
        for (int newer = 0; newer < leaderships.size(); newer++) {
            ObservedLeadership b = leaderships.get(newer);
            if (b.revived()) {
                found.add(name(b) + " was held again after it had ended");
            }
            for (ObservedLeadership a : leaderships.subList(0, newer)) {
                long nanos = a.lastTrue().before() - b.firstTrue().after();
                if (nanos > 0) {
                    found.add(name(a) + " was still held " + Timeline.millis(nanos) + " after " + name(b) + " was");
                }
            }
        }
        return found;
    }

    /** One sentence for each leadership whose token is not greater than that of one that began earlier. */
    List<String> tokensThatDidNotGrow() {
        List<String> found = new ArrayList<>();
        for (int newer = 1; newer < leaderships.size(); newer++) {
            ObservedLeadership b = leaderships.get(newer);
            for (ObservedLeadership a : leaderships.subList(0, newer)) {
                if (a.token() == b.token()) {
                    found.add(name(a) + " and " + name(b) + " have the same token");
                } else if (b.firstTrue().after() < a.firstTrue().before()) {
                    found.add(name(b) + " began before " + name(a));
                }
            }
        }
        return found;
    }

    private static String name(ObservedLeadership leadership) {
        return leadership.worker() + " with token " + leadership.token();
    }
}
