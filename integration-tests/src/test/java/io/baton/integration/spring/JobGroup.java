// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.spring;

import io.baton.integration.project.FatJar;
import io.baton.testkit.fixture.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Three applications that stand in one election, of the same jar, and what they have run. To be used by one thread. */
final class JobGroup implements AutoCloseable {

    static final int SLOTS = 3;

    /** Within the limits of all stores, and not lost by a busy machine. */
    static final Duration LEASE = Duration.ofSeconds(3);

    private static final Duration EXIT_BOUND = Duration.ofSeconds(60);

    private final Store store;
    private final JobSetting setting;
    private final FatJar jar;
    private final Path directory;
    private final Path orders;
    private final List<JobProcess> slots = new ArrayList<>();
    private final List<JobProcess> gone = new ArrayList<>();
    private int started;

    private JobGroup(Store store, JobSetting setting, FatJar jar, Path directory) {
        this.store = store;
        this.setting = setting;
        this.jar = jar;
        this.directory = directory;
        orders = directory.resolve("orders");
    }

    /** Returns when all have started. */
    static JobGroup start(Store store, JobSetting setting) throws IOException, InterruptedException {
        FatJar jar = FatJar.of(setting.bootVersion(), setting.templates());
        JobGroup group = new JobGroup(store, setting, jar, Files.createTempDirectory("baton-jobs-"));
        try {
            group.order(Duration.ofMillis(1_500), Duration.ZERO);
            for (int slot = 0; slot < SLOTS; slot++) {
                group.slots.add(group.launch(slot));
            }
            group.awaitStarted();
            return group;
        } catch (InterruptedException | RuntimeException | Error failed) {
            group.close();
            throw failed;
        }
    }

    private JobProcess launch(int slot) {
        List<String> command = new ArrayList<>(store.through(slot));
        command.addAll(List.of(
                Java.ofApplications().command().toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
        command.addAll(List.of("-jar", jar.path().toString()));
        command.addAll(
                List.of("--spring.main.banner-mode=off", "--logging.level.root=warn", "--logging.level.jobs=info"));
        command.addAll(store.arguments(slot));
        command.addAll(setting.arguments());
        command.add("--job.orders=" + orders);
        started++;
        return JobProcess.start("process-" + started, command, directory);
    }

    private void awaitStarted() throws InterruptedException {
        for (JobProcess process : slots) {
            process.awaitStarted();
        }
        Await.untilAfter(System.nanoTime(), store.settling());
    }

    /** What each run that begins from now on does: for how long it works, and for how long it goes on after an interrupt. */
    void order(Duration work, Duration linger) {
        try {
            Path next = directory.resolve("next-orders");
            Files.writeString(next, work.toMillis() + " " + linger.toMillis());
            Files.move(next, orders, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JobProcess process(int slot) {
        return slots.get(slot);
    }

    int slotOf(JobRun run) {
        for (int slot = 0; slot < SLOTS; slot++) {
            if (slots.get(slot).toString().equals(run.process())) {
                return slot;
            }
        }
        throw new AssertionError(run + " is of no process that lives");
    }

    /** A run that goes on, and that began after this moment. */
    JobRun awaitRunBegunAfter(long moment) {
        return Await.until(
                "a run in " + this,
                () -> runs().stream()
                        .filter(run -> run.isOpen() && run.begin() > moment)
                        .findFirst());
    }

    /** The first run of any other process after that run. */
    JobRun awaitSuccessor(JobRun old) {
        return Await.until(
                "the run of another process after " + old + " in " + this,
                () -> runs().stream()
                        .filter(run ->
                                run.begin() > old.begin() && !run.process().equals(old.process()))
                        .min(Comparator.comparingLong(JobRun::begin)));
    }

    /** The same run, as it is known by now. */
    JobRun again(JobRun run) {
        return runs().stream()
                .filter(other -> other.process().equals(run.process()) && other.begin() == run.begin())
                .findFirst()
                .orElseThrow();
    }

    /** The last run of the same process. */
    JobRun lastOf(JobRun run) {
        return runs().stream()
                .filter(other -> other.process().equals(run.process()))
                .max(Comparator.comparingLong(JobRun::begin))
                .orElseThrow();
    }

    /** Until the process in that slot sees an interrupt in a run that goes on or was the last. */
    void awaitInterrupt(int slot) {
        Await.until("an interrupt in " + slots.get(slot), () -> {
            List<JobRun> all = slots.get(slot).runs();
            return all.isEmpty() || all.get(all.size() - 1).interrupt().isEmpty() ? Optional.empty() : Optional.of(all);
        });
    }

    /** Asks the process to end, and returns its exit value; what it has not ended by then has run until then. */
    int terminate(int slot) throws InterruptedException {
        JobProcess process = slots.get(slot);
        process.process().terminate();
        int exit = process.process().awaitExit(EXIT_BOUND);
        process.kill();
        return exit;
    }

    /** Starts another process in place of each that is gone, and returns when all have started. */
    void replaceGone() throws InterruptedException {
        boolean all = true;
        for (int slot = 0; slot < SLOTS; slot++) {
            JobProcess old = slots.get(slot);
            if (old.goneAt().isPresent()) {
                old.close();
                gone.add(old);
                slots.set(slot, launch(slot));
                all = false;
            }
        }
        if (!all) {
            awaitStarted();
        }
    }

    /** Of all processes, also of those that are gone. */
    List<JobRun> runs() {
        return Stream.concat(gone.stream(), slots.stream())
                .flatMap(process -> process.runs().stream())
                .toList();
    }

    RunCheck check() {
        return RunCheck.of(runs());
    }

    JobSetting setting() {
        return setting;
    }

    Store store() {
        return store;
    }

    @Override
    public void close() {
        slots.forEach(JobProcess::close);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }

    @Override
    public String toString() {
        return store + " on " + setting + ": " + slots;
    }
}
