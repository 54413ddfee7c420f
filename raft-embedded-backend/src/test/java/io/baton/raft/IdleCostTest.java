// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.member.LocalMember;
import io.baton.raft.state.Records;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.codec.ReplyCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.Request;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.support.ConfigurationValues;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.ChildJvm;
import io.baton.testkit.process.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a group costs that has nothing to do. It prints figures of this machine, and asserts what does not depend on it. */
@Timeout(1200)
class IdleCostTest {

    private static final boolean LONG = Boolean.getBoolean("baton.faults");
    private static final Duration SETTLE = Duration.ofSeconds(LONG ? 120 : 2);
    private static final Duration MEASURED = Duration.ofSeconds(LONG ? 30 : 2);
    private static final int DAY = LONG ? 2_000_000 : 5_000;
    private static final int MANY = LONG ? 1_000 : 100;
    private static final int UNDER_WAY = 2_000;
    private static final Duration START = Duration.ofSeconds(60);
    private static final long MOST_BYTES = 64L << 20;
    private static final int MILLIS_PER_TICK = 10;

    @TempDir
    private Path dataDir;

    @Test
    void threeMembersWithOneElectionAndWithMany() throws Exception {
        double plain = measure(0);
        for (int elections : new int[] {1, MANY}) {
            System.out.println("idle, " + elections
                    + " elections: %.1f times the cost of Ratis alone".formatted(measure(elections) / plain));
        }
    }

    /**
     * Prints what three members cost.
     *
     * @param elections nothing of Baton runs where there are none
     * @return milliseconds of a processor
     */
    private double measure(int elections) throws Exception {
        List<String> ids = List.of("a", "b", "c");
        String members =
                ids.stream().map(id -> id + "@127.0.0.1:" + FreePorts.next()).collect(Collectors.joining(","));
        List<ChildJvm> processes = new ArrayList<>();
        try {
            ids.forEach(id -> processes.add(start(id, members, elections)));
            for (ChildJvm process : processes) {
                process.awaitLine(IdleMember.STANDS, START);
            }
            Await.untilAfter(System.nanoTime(), SETTLE);
            List<Long> cpu = cpu(processes);
            long[] disk = disk();
            Await.untilAfter(System.nanoTime(), MEASURED);
            List<Long> cpuThen = cpu(processes);
            long[] diskThen = disk();
            List<String> shares = new ArrayList<>();
            for (int i = 0; i < processes.size(); i++) {
                shares.add("%.1f %%".formatted(100.0 * (cpuThen.get(i) - cpu.get(i)) / MEASURED.toMillis()));
            }
            System.out.println("idle, three members with " + (elections == 0 ? "Ratis alone" : elections + " elections")
                    + ": " + shares
                    + " of a processor, at the device " + (diskThen[0] - disk[0]) / MEASURED.toSeconds()
                    + " flushes and " + (diskThen[1] - disk[1]) / 1024 / MEASURED.toSeconds()
                    + " kB per second, heap " + heap(processes));
            return sum(cpuThen) - sum(cpu);
        } finally {
            processes.forEach(ChildJvm::close);
        }
    }

    private static double sum(List<Long> figures) {
        return figures.stream().mapToLong(Long::longValue).sum();
    }

    private ChildJvm start(String id, String members, int elections) {
        if (elections == 0) {
            return ChildJvm.of(IdleRatis.class.getName())
                    .jvmArguments("-XX:+UseSerialGC", "-Xmx192m")
                    .systemProperty("org.slf4j.simpleLogger.defaultLogLevel", "error")
                    .arguments(id, members, dataDir.resolve("of-ratis").toString())
                    .start();
        }
        return ChildJvm.of(IdleMember.class.getName())
                .jvmArguments("-XX:+UseSerialGC", "-Xmx192m")
                .systemProperty("org.slf4j.simpleLogger.defaultLogLevel", "error")
                .systemProperty("baton.backend", "raft")
                .systemProperty("baton.connect-timeout", "60s")
                .systemProperty("baton.raft.id", id)
                .systemProperty("baton.raft.members", members)
                .systemProperty(
                        "baton.raft.data-dir",
                        dataDir.resolve("of-" + elections).toString())
                .arguments("" + elections)
                .start();
    }

    private static List<String> heap(List<ChildJvm> processes) throws InterruptedException {
        List<String> heaps = new ArrayList<>();
        for (ChildJvm process : processes) {
            process.send("");
            String line = process.awaitLine(IdleMember.HEAP + " (\\d+)", START).group(1);
            heaps.add(Long.parseLong(line) / 1024 / 1024 + " MB");
        }
        return heaps;
    }

    /** Milliseconds, from fields 14 and 15 of /proc/pid/stat; the name of the program before them has no space. */
    private static List<Long> cpu(List<ChildJvm> processes) throws IOException {
        List<Long> times = new ArrayList<>();
        for (ChildJvm process : processes) {
            String[] stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"))
                    .split(" ", -1);
            times.add((Long.parseLong(stat[13]) + Long.parseLong(stat[14])) * MILLIS_PER_TICK);
        }
        return times;
    }

    /** Flushes and bytes written, of all disks. */
    private static long[] disk() throws IOException {
        long flushes = 0;
        long bytes = 0;
        for (String line : Files.readAllLines(Path.of("/proc/diskstats"))) {
            String[] fields = line.trim().split("\\s+", -1);
            if (fields.length > 18 && !fields[2].startsWith("loop") && !fields[2].startsWith("ram")) {
                bytes += Long.parseLong(fields[9]) * 512;
                flushes += Long.parseLong(fields[18]);
            }
        }
        return new long[] {flushes, bytes};
    }

    @Test
    void theLogOfADayIsNotKept() throws Exception {
        GroupConfig alone =
                RaftBackendProvider.group(new ConfigurationValues(Map.of("baton.raft.data-dir", dataDir.toString())));
        try (LocalMember localMember = LocalMember.start(alone, failure -> {})) {
            Await.untilTrue("it leads", localMember::leads);
            SessionId session = ((Reply.Opened)
                            submit(localMember, new Command.Open(1, START.toNanos(), "", Records.SECRET)))
                    .session();
            long begun = System.nanoTime();
            Semaphore room = new Semaphore(UNDER_WAY);
            for (int number = 1; number <= DAY; number++) {
                room.acquire();
                byte[] keepalive =
                        CommandCodec.write(new Command.Act(session, number, 0, List.of(new Request.Prove(0))));
                var unused = localMember.submit(keepalive).whenComplete((reply, failure) -> room.release());
            }
            room.acquire(UNDER_WAY);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            long bytes = size();
            System.out.println(DAY + " keepalives in " + took.toMillis() + " ms, then " + bytes / 1024
                    + " kB in the data directory");
            assertThat(bytes).isLessThan(MOST_BYTES);
        }
    }

    private static Reply submit(LocalMember localMember, Command command) {
        return ReplyCodec.read(Lone.submit(() -> localMember, CommandCodec.write(command)));
    }

    private long size() throws IOException {
        try (var files = Files.walk(dataDir)) {
            return files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        }
    }
}
