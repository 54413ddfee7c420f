// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory.session;

import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.testkit.memory.store.StoreRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Raises one floor: reads and compares until it is high enough. */
final class FloorRaise {

    private final MemorySession session;
    private final ElectionName election;
    private final long atLeast;
    private final CompletableFuture<Long> outcome;

    FloorRaise(MemorySession session, ElectionName election, long atLeast, CompletableFuture<Long> outcome) {
        this.session = session;
        this.election = election;
        this.atLeast = atLeast;
        this.outcome = outcome;
    }

    void begin() {
        if (atLeast < 0 || atLeast > FloorRecord.HIGHEST) {
            outcome.completeExceptionally(
                    new IllegalArgumentException("a floor lies between 0 and " + FloorRecord.HIGHEST));
            return;
        }
        session.send(new StoreRequest.ReadFloor(session.name(), election), this::raise, outcome::completeExceptionally);
    }

    private void raise(Optional<FloorRecord> read) {
        if (isHighEnough(read)) {
            outcome.complete(read.orElseThrow().floor());
            return;
        }
        session.send(
                new StoreRequest.RaiseFloor(session.name(), election, read, atLeast),
                this::raised,
                outcome::completeExceptionally);
    }

    private void raised(Optional<FloorRecord> now) {
        if (now.isEmpty()) {
            outcome.completeExceptionally(new IllegalStateException("the session has ended"));
        } else {
            raise(now);
        }
    }

    private boolean isHighEnough(Optional<FloorRecord> record) {
        return record.map(floor -> floor.floor() >= atLeast).orElse(false);
    }
}
