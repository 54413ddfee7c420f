// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Limits processes to a part of a processor each, by control groups of Linux. Needs root. */
public final class CpuQuota implements AutoCloseable {

    private static final long PERIOD_MICROS = 100_000;
    private static final Path VERSION_1 = Path.of("/sys/fs/cgroup/cpu");
    private static final Path VERSION_2 = Path.of("/sys/fs/cgroup");

    private static final String PROCESSES = "cgroup.procs";

    private final Path parent;
    private final List<Path> directories = new ArrayList<>();

    private CpuQuota(Path parent) {
        this.parent = parent;
    }

    /** Nothing where this machine or this user cannot do it; it says why. */
    public static Optional<CpuQuota> open() {
        Path parent = Files.exists(VERSION_1.resolve("cpu.cfs_quota_us")) || Files.exists(VERSION_1.resolve("tasks"))
                ? VERSION_1
                : VERSION_2;
        CpuQuota quota = new CpuQuota(parent);
        try {
            quota.limit("probe", 10);
            return Optional.of(quota);
        } catch (IOException e) {
            System.out.println("no limits of processor time here: " + e);
            return Optional.empty();
        } finally {
            quota.close();
        }
    }

    /** The command that runs a process which gets that part of a processor. */
    public List<String> limit(String id, int percent) throws IOException {
        return List.of("sh", "-c", "echo $$ > " + group(id, percent) + " && exec \"$0\" \"$@\"");
    }

    /** Leaves that part of a processor to a process that runs. */
    public void take(long pid, int percent) throws IOException {
        Files.writeString(group("process-" + pid, percent), Long.toString(pid));
    }

    /** Ends the limit of a process that runs. */
    public void give(long pid) throws IOException {
        Files.writeString(parent.resolve(PROCESSES), Long.toString(pid));
    }

    /** The file of the processes that get that part of a processor. */
    private Path group(String id, int percent) throws IOException {
        Path directory = parent.resolve("baton-" + ProcessHandle.current().pid() + "-" + id);
        Files.createDirectories(directory);
        directories.add(directory);
        long quota = PERIOD_MICROS * percent / 100;
        if (parent.equals(VERSION_1)) {
            Files.writeString(directory.resolve("cpu.cfs_period_us"), "" + PERIOD_MICROS);
            Files.writeString(directory.resolve("cpu.cfs_quota_us"), "" + quota);
        } else {
            Files.writeString(directory.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
        }
        return directory.resolve(PROCESSES);
    }

    /** After the processes have ended. */
    @Override
    public void close() {
        for (Path directory : directories) {
            try {
                Files.deleteIfExists(directory);
            } catch (IOException inUse) {
                System.out.println(directory + " stays: " + inUse);
            }
        }
        directories.clear();
    }
}
