// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import io.baton.spi.FloorRecord;
import io.baton.spi.RecordCodec;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** One attempt to raise the floor of an election by compare-and-set; never lowers it. For the strand only. */
public final class FloorRaise {

    private final PendingQuery<Long> query;
    private final long atLeast;
    private final Store store;

    /** An attempt that answers the query, or asks it again if the floor was changed meanwhile. */
    public FloorRaise(PendingQuery<Long> query, long atLeast, Store store) {
        this.query = query;
        this.atLeast = atLeast;
        this.store = store;
    }

    public void begin() {
        store.read(this::raise);
    }

    private void raise(FloorRecord floor) {
        if (floor.floor() >= atLeast) {
            query.answer(floor.floor());
            return;
        }
        if (!query.isOpen()) {
            return;
        }
        byte[] raised = RecordCodec.floor(atLeast, OptionalLong.empty(), floor.validityNanos());
        store.write(floor, raised, this::written);
    }

    private void written(boolean unchanged) {
        if (unchanged) {
            query.answer(atLeast);
        } else {
            query.again();
        }
    }

    /** Where the floor record lies. Both methods fail the query, or ask it again later, if the store does not do what they say. */
    public interface Store {

        /** Reads the floor record, and creates the records of the election if there are none. */
        void read(Consumer<FloorRecord> then);

        /**
         * Replaces the floor record if it is still the one that was read.
         *
         * @param then told whether it was
         */
        void write(FloorRecord old, byte[] raised, Consumer<Boolean> then);
    }
}
