// SPDX-License-Identifier: Apache-2.0
package io.baton.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.FencingToken;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.fencing.FencingGuard;
import io.baton.fencing.StaleTokenException;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.memory.InMemoryBackend;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The meters follow what a process knows of its elections. */
class BatonMetricsTest {

    private final Processes processes = new Processes();
    private final MeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        processes.close();
    }

    @Test
    void aLeadershipShowsInGaugesAndCounters() throws InterruptedException {
        Baton baton = processes.connect();
        LeaderElector elector = baton.elector("billing");
        new BatonMetrics(baton, "memory").bindTo(registry);
        assertThat(gauge("baton.leader")).isZero();
        assertThat(gauge("baton.token")).isZero();
        assertThat(gauge("baton.lease.remaining")).isZero();
        Leadership leadership = elector.start().awaitLeadership();
        assertThat(gauge("baton.leader")).isEqualTo(1);
        assertThat(gauge("baton.token")).isEqualTo((double) leadership.token().value());
        assertThat(gauge("baton.lease.remaining")).isBetween(1.0, 60.0);
        await("elected", () -> counter("baton.elections") == 1);
        elector.resign();
        await("lost", () -> losses("resigned") == 1);
        assertThat(losses("expired")).isZero();
        await("its duration", () -> timer("baton.leadership.duration") == 1);
        await("elected again", () -> counter("baton.elections") == 2);
    }

    @Test
    void theTimeWithoutALeaderAndTheTakeOverAreMeasured() throws InterruptedException {
        Baton baton = processes.connect();
        LeaderElector only = baton.elector("billing").start();
        new BatonMetrics(baton, "memory").bindTo(registry);
        only.awaitLeadership();
        await("a take-over that was seen", () -> {
            only.resign();
            return timer("baton.takeover") >= 1;
        });
        assertThat(timer("baton.without.leader")).isGreaterThanOrEqualTo(timer("baton.takeover"));
        assertThat(registry.get("baton.takeover").timer().max(TimeUnit.SECONDS))
                .isLessThan((double) Processes.SOON.toSeconds());
    }

    @Test
    void electorsThatAreMadeLaterAreWatchedWhenTheyAreHandedIn() throws InterruptedException {
        Baton baton = processes.connect();
        BatonMetrics metrics = new BatonMetrics(baton, "memory");
        metrics.bindTo(registry);
        assertThat(registry.find("baton.leader").gauge()).isNull();
        LeaderElector first = baton.elector("billing").start();
        metrics.watch(first);
        metrics.watch(first);
        first.awaitLeadership();
        await("elected", () -> counter("baton.elections") == 1);
        first.close();
        await("lost", () -> losses("closed") == 1);
        assertThat(gauge("baton.leader")).isZero();
        LeaderElector second = baton.elector("billing").start();
        metrics.watch(second);
        second.awaitLeadership();
        await("elected again", () -> counter("baton.elections") == 2);
        assertThat(gauge("baton.leader")).isEqualTo(1);
    }

    @Test
    void proofsAndBreaksOfTheConnectionAreMeasured() throws InterruptedException {
        InMemoryBackend backend = processes.backend();
        Baton baton = processes.connect(backend, Map.of("baton.lease-duration", "400ms"));
        new BatonMetrics(baton, "memory").bindTo(registry);
        await("connected", () -> connected() == 1);
        baton.elector("billing").start().awaitLeadership();
        await("proven", () -> proofs("proven") >= 3);
        backend.cutOff();
        await("failed", () -> proofs("failed") >= 1);
        await("disconnected", () -> connected() == 0);
        backend.heal();
        await("connected again", () -> connected() == 1);
    }

    @Test
    void refusedTokensAreCounted() {
        BatonMetrics metrics = new BatonMetrics(processes.connect(), "memory");
        metrics.bindTo(registry);
        FencingGuard guard = FencingGuard.inMemory().onStaleToken(metrics::staleToken);
        guard.check("ledger", new FencingToken(2));
        assertThatThrownBy(() -> guard.check("ledger", new FencingToken(1))).isInstanceOf(StaleTokenException.class);
        assertThat(counter("baton.stale.tokens")).isEqualTo(1);
    }

    @Test
    void leaderOnlyCallsAreReadFromTheApplication() {
        Baton baton = processes.connect();
        baton.elector("billing");
        BatonMetrics metrics = new BatonMetrics(baton, "memory", Tags.of("connection", "a"));
        metrics.leaderOnlyCalls(election ->
                        election.equals("billing") ? new LeaderOnlyCallCounts(5, 3, 1) : LeaderOnlyCallCounts.NONE)
                .bindTo(registry);
        assertThat(calls("ran")).isEqualTo(5);
        assertThat(calls("skipped")).isEqualTo(3);
        assertThat(calls("interrupted")).isEqualTo(1);
        assertThatIllegalStateException()
                .isThrownBy(() -> metrics.leaderOnlyCalls(election -> LeaderOnlyCallCounts.NONE))
                .withMessageContaining("before bindTo");
    }

    @Test
    void severalRegistriesCanBeBoundAndClosingLeavesNothingInThem() throws InterruptedException {
        Baton baton = processes.connect();
        LeaderElector elector = baton.elector("billing").start();
        BatonMetrics metrics = new BatonMetrics(baton, "memory");
        MeterRegistry other = new SimpleMeterRegistry();
        metrics.leaderOnlyCalls(election -> LeaderOnlyCallCounts.NONE).bindTo(registry);
        metrics.bindTo(other);
        elector.awaitLeadership();
        await(
                "both count",
                () -> counter("baton.elections") == 1
                        && other.get("baton.elections").counter().count() == 1);
        registry.counter("of.others");
        metrics.close();
        metrics.close();
        metrics.watch(baton.elector("reports"));
        assertThat(registry.getMeters())
                .singleElement()
                .satisfies(left -> assertThat(left.getId().getName()).isEqualTo("of.others"));
        assertThat(other.getMeters()).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> metrics.bindTo(registry));
    }

    @Test
    void aClosedConnectionLeavesNoMeterInTheRegistry() {
        Baton baton = processes.connect();
        baton.close();
        BatonMetrics metrics = new BatonMetrics(baton, "memory");
        assertThatThrownBy(() -> metrics.bindTo(registry)).isInstanceOf(BatonException.class);
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void noValueVanishesWhenTheApplicationKeepsNoReference() {
        Baton baton = processes.connect();
        LeaderElector elector = baton.elector("billing").start();
        WeakReference<BatonMetrics> metrics = bindAndForget(baton);
        elector.close();
        baton.close();
        Conditions.await("the metrics were collected", Processes.SOON, () -> {
            System.gc();
            return metrics.get() == null;
        });
        assertThat(gauge("baton.leader")).isZero();
        assertThat(connected()).isZero();
        assertThat(calls("ran")).isEqualTo(4);
    }

    private WeakReference<BatonMetrics> bindAndForget(Baton baton) {
        BatonMetrics metrics =
                new BatonMetrics(baton, "memory").leaderOnlyCalls(election -> new LeaderOnlyCallCounts(4, 0, 0));
        metrics.bindTo(registry);
        return new WeakReference<>(metrics);
    }

    private static void await(String what, Callable<Boolean> condition) {
        Conditions.await(what, Processes.SOON, condition);
    }

    private double gauge(String name) {
        return registry.get(name)
                .tags("election", "billing", "backend", "memory")
                .gauge()
                .value();
    }

    private double connected() {
        return registry.get("baton.connected").gauge().value();
    }

    private double counter(String name) {
        return registry.get(name).counter().count();
    }

    private double losses(String reason) {
        return registry.get("baton.losses").tag("reason", reason).counter().count();
    }

    private long timer(String name) {
        return registry.get(name).timer().count();
    }

    private long proofs(String outcome) {
        return registry.get("baton.proofs").tag("outcome", outcome).timer().count();
    }

    private double calls(String outcome) {
        return registry.get("baton.leader.only.calls")
                .tag("outcome", outcome)
                .functionCounter()
                .count();
    }
}
