// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos;

import io.baton.testkit.fixture.Contest;
import io.baton.testkit.fixture.Entrants;
import io.baton.testkit.fixture.Holding;
import io.baton.testkit.fixture.OverlapCheck;
import io.baton.testkit.fixture.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/** The processes that stand in the election, all alike. To be used by one thread. */
public final class ChaosCandidates implements AutoCloseable {

    /** A leader that runs is asked far more often. */
    private static final long FRESH_NANOS = Duration.ofMillis(100).toNanos();

    private final Contest contest;
    private final String servers;
    private final List<String> through;
    private final Random random;
    private final List<Worker> present = new ArrayList<>();

    private ChaosCandidates(Contest contest, String servers, List<String> through, Random random) {
        this.contest = contest;
        this.servers = servers;
        this.through = List.copyOf(through);
        this.random = random;
    }

    /** None stands yet. */
    public static ChaosCandidates of(Entrants entrants, String election, String servers, List<String> through) {
        Random random = new Random(ChaosRun.SEED);
        Entrants all = entrants.with("baton.drain-timeout", CloseCheck.DRAIN.toMillis() + "ms")
                .with("baton.require-connection", "false")
                .running(ChaosWorker.class);
        Contest contest = Contest.of(all, election);
        return new ChaosCandidates(contest, servers, through, random);
    }

    public String election() {
        return contest.election();
    }

    /** Every one that was started and not taken away. */
    public List<Worker> present() {
        return List.copyOf(present);
    }

    /** One more. */
    public Worker join() {
        return join(servers);
    }

    /** One more, which comes by other addresses than the others. */
    public Worker join(String itsServers) {
        Worker worker = contest.join(itsServers, through);
        present.add(worker);
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

    /** Begins again with new processes. */
    void replaceAll() {
        List<Worker> old = present();
        old.forEach(this::kill);
        old.forEach(gone -> join());
    }

    /** The one that leads now, or else any. */
    public Worker leaderOrAny() {
        return leadership()
                .flatMap(leadership -> present.stream()
                        .filter(worker -> worker.toString().equals(leadership.worker()))
                        .findFirst())
                .orElseGet(this::any);
    }

    /** One by chance. */
    public Worker any() {
        return present.get(random.nextInt(present.size()));
    }

    /** One by chance that is not frozen. */
    Worker anyAwake() {
        List<Worker> awake =
                present.stream().filter(worker -> !isFrozen(worker)).toList();
        return awake.get(random.nextInt(awake.size()));
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
    Optional<Holding> leadership() {
        long now = System.nanoTime();
        return present.stream()
                .flatMap(worker -> worker.holdings().stream())
                .filter(holding -> now - holding.last().to() < FRESH_NANOS)
                .max(Comparator.comparingLong(Holding::token));
    }

    /** The first leadership that a proof after that moment has prolonged; none if there is none within the bound. */
    Optional<Holding> provenAfter(long moment, Duration proof, Duration bound) {
        try {
            return Bounded.until(
                    "a leader that is proven",
                    bound.plus(proof),
                    () -> leadership().filter(holding -> isProvenAfter(holding, moment, proof)));
        } catch (ConditionTimeoutException none) {
            return Optional.empty();
        }
    }

    private static boolean isProvenAfter(Holding holding, long moment, Duration proof) {
        long since = Math.max(moment, holding.first().from());
        return holding.last().from() - since > proof.toNanos();
    }

    /** Those whose process has ended although nothing has killed it. */
    List<Worker> ended() {
        return present.stream().filter(worker -> !worker.isAlive()).toList();
    }

    /** What all processes, those of the past too, were told. */
    OverlapCheck check() {
        return contest.check();
    }

    /** The last things that those of now said. */
    String account() {
        return present.stream().map(Worker::account).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        contest.close();
    }
}
