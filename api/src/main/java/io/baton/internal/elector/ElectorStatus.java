// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.elector;

import io.baton.Candidate;
import io.baton.ElectionStatus;
import io.baton.Leader;
import io.baton.LossReason;
import io.baton.internal.leadership.DefaultLeadership;
import io.baton.spi.MonotonicClock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has happened to one elector. Written by the loop, and by its observers; read from any thread. */
final class ElectorStatus {

    private record Phase(ElectionStatus.State state, long begun) {}

    private final MonotonicClock clock;
    private volatile Phase phase;
    private volatile Map<LossReason, Long> losses = Map.of();
    private volatile Optional<String> refusal = Optional.empty();
    private volatile Optional<Leader> observed = Optional.empty();

    ElectorStatus(MonotonicClock clock) {
        this.clock = clock;
        this.phase = new Phase(ElectionStatus.State.IDLE, clock.nanos());
    }

    void changed(ElectionStatus.State state) {
        if (state != phase.state()) {
            phase = new Phase(state, clock.nanos());
        }
    }

    void elected() {
        refusal = Optional.empty();
    }

    void lost(LossReason reason) {
        Map<LossReason, Long> more = new EnumMap<>(LossReason.class);
        more.putAll(losses);
        more.merge(reason, 1L, Long::sum);
        losses = Map.copyOf(more);
    }

    void refused(String why) {
        refusal = Optional.of(why);
    }

    void observed(Optional<Leader> leader) {
        observed = leader;
    }

    /**
     * The status of the moment.
     *
     * @param mine the leadership that is held, if one is
     */
    ElectionStatus read(String election, Candidate candidate, @Nullable DefaultLeadership mine) {
        Phase now = phase;
        ElectionStatus.State state = now.state();
        if (mine != null) {
            state = ElectionStatus.State.LEADING;
        } else if (state == ElectionStatus.State.LEADING) {
            state = ElectionStatus.State.DRAINING;
        }
        return new ElectionStatus(
                election,
                state,
                Duration.ofNanos(Math.max(0, clock.nanos() - now.begun())),
                mine == null ? observed : Optional.of(new Leader(candidate.id(), candidate.attributes(), mine.token())),
                Optional.ofNullable(mine).map(DefaultLeadership::token),
                mine == null ? Duration.ZERO : mine.remaining(),
                losses,
                refusal);
    }
}
