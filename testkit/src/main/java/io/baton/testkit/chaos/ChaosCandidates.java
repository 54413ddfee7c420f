// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos;

import io.baton.testkit.chaos.CandidateSpecs.CandidateSpec;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.history.CounterHistory;
import io.baton.testkit.history.CounterServer;
import io.baton.testkit.process.election.LeadershipSpan;
import io.baton.testkit.process.election.OverlapCheck;
import io.baton.testkit.process.election.ProcessElection;
import io.baton.testkit.process.election.Worker;
import io.baton.testkit.process.election.WorkerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/** The processes that stand in the election. To be used by one thread. */
public final class ChaosCandidates implements AutoCloseable {

    /** A leader that runs is asked far more often. */
    private static final long FRESH_NANOS = Duration.ofMillis(100).toNanos();

    private final CounterServer counters;
    private final ProcessElection processElection;
    private final CandidateSpecs specs;
    private final Random random;
    private final Map<Worker, CandidateSpec> present = new LinkedHashMap<>();

    private ChaosCandidates(
            CounterServer counters, ProcessElection processElection, CandidateSpecs specs, Random random) {
        this.counters = counters;
        this.processElection = processElection;
        this.specs = specs;
        this.random = random;
    }

    /** The property that tells processes on hosts of their own by what address they reach this process. */
    public static final String HERE = ChaosWorker.COUNTERS_HOST;

    /** None stands yet; all will be alike. */
    public static ChaosCandidates of(WorkerSpec workerSpec, String election, String servers, List<String> through) {
        return of(workerSpec, election, CandidateSpecs.alike(servers, through));
    }

    /** None stands yet. */
    public static ChaosCandidates of(WorkerSpec workerSpec, String election, CandidateSpecs specs) {
        Random random = new Random(ChaosRun.SEED);
        CounterServer counters = CounterServer.start();
        WorkerSpec all = workerSpec
                .with("baton.drain-timeout", CloseCheck.DRAIN.toMillis() + "ms")
                .with("baton.require-connection", "false")
                .with(ChaosWorker.COUNTERS_PORT, Integer.toString(counters.port()))
                .running(ChaosWorker.class);
        ProcessElection processElection = ProcessElection.of(all, election);
        return new ChaosCandidates(counters, processElection, specs, random);
    }

    public String election() {
        return processElection.election();
    }

    /** Every one that was started and not taken away. */
    public List<Worker> present() {
        return List.copyOf(present.keySet());
    }

    /** What one of those was started with. */
    public CandidateSpec specOf(Worker worker) {
        CandidateSpec spec = present.get(worker);
        if (spec == null) {
            throw new IllegalArgumentException(worker + " was taken away");
        }
        return spec;
    }

    /** One more. */
    public Worker join() {
        return join(specs.next(present.values()));
    }

    /** One more, which comes by other addresses than the others. */
    public Worker join(String itsServers) {
        return join(new CandidateSpec(itsServers, specs.next(present.values()).through()));
    }

    private Worker join(CandidateSpec spec) {
        Worker worker = processElection.join(spec.servers(), spec.through());
        present.put(worker, spec);
        return worker;
    }

    /** Counts one no longer, which is closed and not killed yet. */
    void leave(Worker worker) {
        present.remove(worker);
    }

    /** Kills one, which has no successor yet. */
    public void kill(Worker worker) {
        present.remove(worker);
        worker.kill();
    }

    /** SIGTERM: one ends in an orderly way, if it is told to, and has no successor yet. */
    public void terminate(Worker worker) {
        ProcessHandle.of(worker.pid()).ifPresent(ProcessHandle::destroy);
        Await.untilTrue(worker + " has ended", () -> !worker.isAlive());
        kill(worker);
    }

    /** Begins again with new processes. */
    void replaceAll() {
        List<Worker> old = present();
        old.forEach(this::kill);
        old.forEach(gone -> join());
    }

    /** The one that leads now, or else any. */
    public Worker leaderOrAny() {
        return leadership()
                .flatMap(leadership -> present.keySet().stream()
                        .filter(worker -> worker.toString().equals(leadership.worker()))
                        .findFirst())
                .orElseGet(this::any);
    }

    /** One by chance. */
    public Worker any() {
        return oneOf(present());
    }

    /** One by chance that is not frozen, if there is any. */
    Optional<Worker> anyAwake() {
        List<Worker> awake =
                present().stream().filter(worker -> !isFrozen(worker)).toList();
        return awake.isEmpty() ? Optional.empty() : Optional.of(oneOf(awake));
    }

    private Worker oneOf(List<Worker> workers) {
        return workers.get(random.nextInt(workers.size()));
    }

    private static boolean isFrozen(Worker worker) {
        try {
            String stat = Files.readString(Path.of("/proc/" + worker.pid() + "/stat"));
            return stat.startsWith("T", stat.lastIndexOf(')') + 2);
        } catch (IOException noLinux) {
            return false;
        }
    }

    /** The leader alone, or every candidate, by chance. */
    public List<Worker> leaderOrAll() {
        return random.nextBoolean() ? List.of(leaderOrAny()) : present();
    }

    /** The leadership that is held now. */
    Optional<LeadershipSpan> leadership() {
        long now = System.nanoTime();
        return present().stream()
                .flatMap(worker -> worker.holdings().stream())
                .filter(leadershipSpan -> now - leadershipSpan.last().to() < FRESH_NANOS)
                .max(Comparator.comparingLong(LeadershipSpan::token));
    }

    /** The first leadership that a proof after that moment has prolonged; none if there is none within the bound. */
    public Optional<LeadershipSpan> provenAfter(long moment, Duration proof, Duration bound) {
        try {
            return Bounded.until(
                    "a leader that is proven",
                    bound.plus(proof),
                    () -> leadership().filter(leadershipSpan -> isProvenAfter(leadershipSpan, moment, proof)));
        } catch (ConditionTimeoutException none) {
            return Optional.empty();
        }
    }

    private static boolean isProvenAfter(LeadershipSpan leadershipSpan, long moment, Duration proof) {
        long since = Math.max(moment, leadershipSpan.first().from());
        return leadershipSpan.last().from() - since > proof.toNanos();
    }

    /** Those whose process has ended although nothing has killed it. */
    List<Worker> ended() {
        return present().stream().filter(worker -> !worker.isAlive()).toList();
    }

    /** What all processes, those of the past too, were told. */
    public OverlapCheck check() {
        return processElection.check();
    }

    /** What is wrong with the order of what their listeners were told. */
    List<String> wrongCallbacks() {
        return processElection.wrongCallbacks();
    }

    /** What they have written while they led. */
    CounterHistory counters() {
        return counters.history();
    }

    /** The last things that those of now said. */
    public String account() {
        return present().stream().map(Worker::account).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        processElection.close();
        counters.close();
    }
}
