// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation.store;

import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.QueuePosition;
import io.baton.testkit.memory.MemoryStore;
import io.baton.testkit.simulation.context.SimulationContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server that lags: it answers where a candidacy stands with records that may be a few writes old. A floor record is
 * never older than the candidacy's own entry.
 */
final class LaggingReplica {

    private static final int MOST_WRITES_BEHIND = 2;

    private final SimulationContext simulationContext;
    private final MemoryStore store;
    private final Map<ElectionName, List<LeaderRecord>> leaderRecords = new HashMap<>();
    private final Map<ElectionName, List<FloorRecord>> floors = new HashMap<>();

    LaggingReplica(SimulationContext simulationContext, MemoryStore store) {
        this.simulationContext = simulationContext;
        this.store = store;
    }

    /** Remembers what the records are now. */
    void remember(ElectionName election) {
        store.leaderRecord(election).ifPresent(leaderRecord -> append(leaderRecords, election, leaderRecord));
        store.floor(election).ifPresent(floor -> append(floors, election, floor));
    }

    /** The answer of a store, or what a lagging server would answer in its place. */
    @SuppressWarnings("unchecked") // An answer that holds a position is replaced by one that does.
    <A> A perhapsStale(A answer, ElectionName election) {
        if (answer instanceof Optional<?> found
                && found.orElse(null) instanceof QueuePosition queuePosition
                && simulationContext.conditions().showsStale()) {
            return (A) Optional.of(new QueuePosition(
                    queuePosition.orderValue(),
                    queuePosition.predecessor(),
                    older(floors.getOrDefault(election, List.of(queuePosition.floor())), queuePosition),
                    older(leaderRecords.getOrDefault(election, List.of(queuePosition.leaderRecord())))));
        }
        return answer;
    }

    private static <R> void append(Map<ElectionName, List<R>> history, ElectionName election, R record) {
        List<R> known = history.computeIfAbsent(election, absent -> new ArrayList<>());
        if (known.isEmpty() || !known.get(known.size() - 1).equals(record)) {
            known.add(record);
        }
    }

    private LeaderRecord older(List<LeaderRecord> history) {
        long last = history.size() - 1L;
        return history.get((int) simulationContext.random().between(Math.max(0, last - MOST_WRITES_BEHIND), last));
    }

    private FloorRecord older(List<FloorRecord> history, QueuePosition queuePosition) {
        int index = history.size() - 1;
        for (int i = 0; i < MOST_WRITES_BEHIND && index > 0; i++) {
            boolean writtenAfterEntry = history.get(index).version() > queuePosition.orderValue();
            if (writtenAfterEntry && simulationContext.random().chance(0.5)) {
                index--;
            }
        }
        return history.get(index);
    }
}
