// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.lease;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The load average of the machine, looked at again and again. Used by one thread. */
final class LoadSamples {

    private final List<Double> samples = new ArrayList<>();

    /** Takes one; returns it. */
    double take() throws IOException {
        double now =
                Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
        samples.add(now);
        return now;
    }

    /** Over all samples. */
    @Override
    public String toString() {
        List<Double> sorted = samples.stream().sorted().toList();
        return sorted.isEmpty()
                ? "not known"
                : String.format(
                        Locale.ROOT,
                        "%.1f in the median, at most %.1f",
                        sorted.get(sorted.size() / 2),
                        Collections.max(sorted));
    }
}
