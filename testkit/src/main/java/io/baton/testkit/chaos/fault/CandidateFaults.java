// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.fault;

import io.baton.testkit.chaos.ChaosCandidates;
import io.baton.testkit.chaos.ChaosFault;
import io.baton.testkit.host.CpuQuota;
import io.baton.testkit.process.election.Worker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What administrators and busy machines do to candidates. To be used by one thread. */
public final class CandidateFaults implements AutoCloseable {

    private static final int LITTLE_PERCENT = 20;

    private final ChaosCandidates candidates;
    private final Optional<CpuQuota> quota = CpuQuota.open();
    private List<Worker> hit = List.of();

    public CandidateFaults(ChaosCandidates candidates) {
        this.candidates = candidates;
    }

    /** All that can be done on this machine to candidates whose store does not run in their processes. */
    public List<ChaosFault> all() {
        List<ChaosFault> faults = new ArrayList<>(List.of(
                ChaosFault.of(
                        "leader terminated", () -> candidates.terminate(candidates.leaderOrAny()), candidates::join),
                ChaosFault.moment("candidates restarted one after the other", this::restartAll)));
        starvation().ifPresent(faults::add);
        return faults;
    }

    /** A candidate, or all, with a fifth of a processor each; none where this machine or this user cannot do it. */
    public Optional<ChaosFault> starvation() {
        return quota.map(quota -> ChaosFault.of("candidate starved of CPU", () -> starve(quota), () -> feed(quota)));
    }

    private void restartAll() {
        for (Worker worker : candidates.present()) {
            candidates.terminate(worker);
            candidates.join();
        }
    }

    private void starve(CpuQuota quota) throws IOException {
        hit = candidates.leaderOrAll();
        for (Worker worker : hit) {
            quota.take(worker.pid(), LITTLE_PERCENT);
        }
    }

    private void feed(CpuQuota quota) throws IOException {
        for (Worker worker : hit) {
            if (worker.isAlive()) {
                quota.give(worker.pid());
            }
        }
    }

    /** When nothing is starved any more. */
    @Override
    public void close() {
        quota.ifPresent(CpuQuota::close);
    }
}
