// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.chaos.ChaosCandidates;
import io.baton.testkit.chaos.ChaosFault;
import io.baton.testkit.chaos.ChaosTiming;
import io.baton.testkit.chaos.ChaosWorker;
import io.baton.testkit.fault.TcpProxy;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.LeadershipSpan;
import io.baton.testkit.process.election.OverlapCheck;
import io.baton.testkit.process.election.Worker;
import io.baton.testkit.process.election.WorkerMessage;
import io.baton.testkit.process.election.WorkerMessage.Kind;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The store is away for ten minutes under {@code -Pfaults}, for 40 s otherwise: each process says so once, waits without
 * growing and without hurry, and leads again soon after it has come back. To be used by one thread.
 */
public final class Outage implements AutoCloseable {

    private static final Duration AWAY =
            Duration.ofSeconds(Long.getLong("baton.outage.seconds", ChaosTiming.FULL ? 600 : 40));

    /** When everything that happens once has happened. */
    private static final Duration SETTLED = AWAY.dividedBy(4);

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** What a collector leaves or a buffer takes, without anything growing. */
    private static final long SPARE_BYTES = 3 << 20;

    private final String name;
    private final ChaosCandidates candidates;
    private final Duration lease;
    private final List<Standing> all = new ArrayList<>();

    public Outage(String name, ChaosCandidates candidates, Duration lease) {
        this.name = name;
        this.candidates = candidates;
        this.lease = lease;
    }

    /** One more candidate, whose connections are counted. */
    public void join(List<InetSocketAddress> servers, Function<TcpProxy, String> address) {
        List<TcpProxy> links = servers.stream().map(TcpProxy::to).toList();
        Worker worker = candidates.join(links.stream().map(address).collect(Collectors.joining(",")));
        all.add(new Standing(worker, links));
    }

    /** Takes the store away, brings it back, and asserts what was promised. */
    public void play(ChaosFault.Action stop, ChaosFault.Action start) throws Exception {
        assertThat(candidates.provenAfter(System.nanoTime(), proof(), Await.LONG))
                .as("a leader at the start")
                .isPresent();
        all.forEach(Standing::begin);
        stop.run();
        long away = System.nanoTime();
        Await.untilAfter(away, SETTLED);
        all.forEach(Standing::settled);
        for (int second = 1; second <= AWAY.minus(SETTLED).toSeconds(); second++) {
            Await.untilAfter(away, SETTLED.plus(SECOND.multipliedBy(second)));
            all.forEach(Standing::count);
        }
        all.forEach(Standing::end);
        start.run();
        long back = System.nanoTime();
        Duration bound = ChaosTiming.asserted(lease.multipliedBy(2));
        Optional<LeadershipSpan> leadership = candidates.provenAfter(back, proof(), bound);
        all.forEach(each -> each.report(name));
        assertThat(leadership)
                .as("a leader within %s; %s", bound, candidates.account())
                .isPresent();
        long nanos = Math.max(0, leadership.orElseThrow().first().from() - back);
        OverlapCheck check = candidates.check();
        System.out.println(name + ": a leader " + nanos / 1_000_000 + " ms after the store was back, " + check);
        assertThat(nanos).isLessThanOrEqualTo(bound.toNanos());
        assertThat(check.violations()).isEmpty();
        all.forEach(Standing::judge);
    }

    private Duration proof() {
        return lease.dividedBy(2).plusMillis(50);
    }

    @Override
    public void close() {
        candidates.close();
        all.stream().flatMap(each -> each.links.stream()).forEach(TcpProxy::close);
    }

    /** One candidate and what it does. */
    private static final class Standing {

        private final Worker worker;
        private final List<TcpProxy> links;
        private long connectionsBefore;
        private long connectionsLast;
        private long connectionsAtOnce;
        private long connectionsInAll;
        private long bytesSettled;
        private long bytesAtEnd;

        Standing(Worker worker, List<TcpProxy> links) {
            this.worker = worker;
            this.links = links;
        }

        void begin() {
            worker.log().forget();
            connectionsBefore = connections();
        }

        void settled() {
            bytesSettled = bytes();
            connectionsLast = connections();
        }

        void count() {
            long now = connections();
            connectionsAtOnce = Math.max(connectionsAtOnce, now - connectionsLast);
            connectionsLast = now;
        }

        void end() {
            bytesAtEnd = bytes();
            connectionsInAll = connections() - connectionsBefore;
        }

        private long connections() {
            return links.stream().mapToLong(TcpProxy::connections).sum();
        }

        private long bytes() {
            long told = memories().count();
            worker.send(String.valueOf(ChaosWorker.MEMORY));
            Await.untilTrue(worker + " tells its memory", () -> memories().count() > told);
            return Long.parseLong(
                    memories().skip(told).findFirst().orElseThrow().detail());
        }

        private Stream<WorkerMessage> memories() {
            return worker.lines().stream().filter(line -> line.kind() == Kind.MEMORY);
        }

        /** What tells of a leadership names its token, and is not about the outage. */
        private List<String> said(String level) {
            return worker.log().lines(level, "io.baton").stream()
                    .filter(line -> !line.contains(" token "))
                    .toList();
        }

        void report(String name) {
            System.out.println(name + ": " + worker + " made " + connectionsInAll + " connections in "
                    + AWAY.toSeconds() + " s, at most " + connectionsAtOnce + " in one; heap " + bytesSettled / 1024
                    + " kB, then " + bytesAtEnd / 1024 + " kB; said " + said("ERROR") + said("WARN") + said("INFO"));
        }

        void judge() {
            assertThat(said("ERROR")).as("errors of %s", worker).isEmpty();
            assertThat(said("WARN")).as("warnings of %s", worker).hasSizeLessThanOrEqualTo(1);
            assertThat(said("INFO")).as("information of %s", worker).hasSizeLessThanOrEqualTo(1);
            assertThat(connectionsInAll)
                    .as("connections of %s", worker)
                    .isLessThanOrEqualTo(AWAY.plus(SECOND).toSeconds());
            assertThat(bytesAtEnd).as("heap of %s", worker).isLessThanOrEqualTo(bytesSettled + SPARE_BYTES);
        }
    }
}
