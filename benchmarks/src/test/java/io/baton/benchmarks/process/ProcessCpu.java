// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The processor time of a process, as Linux counts it: in hundredths of a second. */
public final class ProcessCpu {

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final double TICKS_PER_SECOND = 100;

    private ProcessCpu() {}

    public static double seconds(long pid) {
        Path file = Path.of("/proc", Long.toString(pid), "stat");
        try {
            String text = Files.readString(file);
            // The name of the program may have spaces.
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) / TICKS_PER_SECOND;
        } catch (IOException e) {
            throw new UncheckedIOException("no processor time of " + pid, e);
        }
    }
}
