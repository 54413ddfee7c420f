// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.fault;

import io.baton.testkit.process.election.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a running process may have, taken away and given back. Needs Linux and {@code prlimit}; threads of an administrator's
 * process are bounded by a control group instead. To be used by one thread.
 */
final class ProcessLimits {

    private static final long BOUND_SECONDS = 60;

    /** Fewer than any JVM has open. */
    private static final int FEW_FILES = 16;

    private static final List<Path> PIDS = List.of(Path.of("/sys/fs/cgroup/pids"), Path.of("/sys/fs/cgroup"));

    private static final Pattern SOFT_AND_HARD = Pattern.compile("^\\S+ +(\\S+)");

    private final Map<Worker, Path> groups = new LinkedHashMap<>();

    static boolean canLimitFiles() {
        return isRun("prlimit", "--version");
    }

    static boolean canLimitThreads() {
        return canLimitFiles() && (!isAdministrator() || pids().isPresent());
    }

    /** No file or connection can be opened any more. */
    void takeFiles(Worker worker) throws IOException {
        limit(worker, "--nofile=" + FEW_FILES + ":");
    }

    void giveFiles(Worker worker) throws IOException {
        if (!worker.isAlive()) {
            return;
        }
        limit(worker, "--nofile=" + hard(worker, "Max open files") + ":");
    }

    /** No thread can be started any more. */
    void takeThreads(Worker worker) throws IOException {
        if (isAdministrator()) {
            Path group = pids().orElseThrow().resolve("baton-chaos-" + worker.pid());
            Files.createDirectories(group);
            Files.writeString(group.resolve("cgroup.procs"), Long.toString(worker.pid()));
            Files.writeString(group.resolve("pids.max"), "1");
            groups.put(worker, group);
        } else {
            limit(worker, "--nproc=1:");
        }
    }

    void giveThreads(Worker worker) throws IOException {
        Path group = groups.remove(worker);
        if (group != null) {
            if (worker.isAlive()) {
                Files.writeString(group.resolveSibling("cgroup.procs"), Long.toString(worker.pid()));
            }
            Files.delete(group);
        } else if (worker.isAlive()) {
            limit(worker, "--nproc=" + hard(worker, "Max processes") + ":");
        }
    }

    private static void limit(Worker worker, String limit) {
        if (!isRun("prlimit", "--pid", Long.toString(worker.pid()), limit)) {
            throw new IllegalStateException("prlimit " + limit + " has failed for " + worker);
        }
    }

    private static String hard(Worker worker, String limit) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + worker.pid() + "/limits")).stream()
                .filter(line -> line.startsWith(limit))
                .map(line -> line.substring(limit.length()).strip())
                .map(SOFT_AND_HARD::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isAdministrator() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static Optional<Path> pids() {
        return PIDS.stream().filter(ProcessLimits::takesGroups).findFirst();
    }

    private static boolean takesGroups(Path root) {
        Path probe = root.resolve("baton-chaos-probe-" + ProcessHandle.current().pid());
        try {
            Files.createDirectory(probe);
            boolean counts = Files.exists(probe.resolve("pids.max"));
            Files.delete(probe);
            return counts;
        } catch (IOException notHere) {
            return false;
        }
    }

    private static boolean isRun(String... words) {
        try {
            List<String> command = new ArrayList<>(List.of(words));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
