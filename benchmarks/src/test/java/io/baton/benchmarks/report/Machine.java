// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The machine that a run takes place on, as its system describes it; made at the start of the run. */
public record Machine(String processor, int cores, String memory, String kernel, String jdk, String load) {

    private static final double KIB_PER_GIB = 1 << 20;

    public static Machine here() throws IOException {
        String memory = line(Path.of("/proc/meminfo"), "MemTotal").replaceAll("\\D", "");
        return new Machine(
                line(Path.of("/proc/cpuinfo"), "model name"),
                Runtime.getRuntime().availableProcessors(),
                String.format(Locale.ROOT, "%.0f GiB", Long.parseLong(memory) / KIB_PER_GIB),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
    }

    private static String line(Path file, String label) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(label))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("0");
    }
}
