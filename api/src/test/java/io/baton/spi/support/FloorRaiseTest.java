// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.spi.FloorRecord;
import io.baton.spi.RecordCodec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FloorRaiseTest {

    private static final long VALIDITY = 7;

    private final Strand strand = new Strand(new SameThread(), fault -> {
        throw new AssertionError(fault);
    });
    private final Set<PendingQuery<?>> open = new HashSet<>();

    @Test
    void aFloorThatIsHighEnoughIsTheAnswerAndNotWritten() {
        VersionedStore store = new VersionedStore(List.of(9L));

        assertThat(raise(5, store)).isCompletedWithValue(9L);
        assertThat(store.writes).isZero();
    }

    @Test
    void aFloorOfThatHeightIsNotWrittenAgain() {
        VersionedStore store = new VersionedStore(List.of(5L));

        assertThat(raise(5, store)).isCompletedWithValue(5L);
        assertThat(store.writes).isZero();
    }

    @Test
    void aLowerFloorIsReplacedByOneThatKeepsItsValidity() {
        VersionedStore store = new VersionedStore(List.of(3L));

        assertThat(raise(5, store)).isCompletedWithValue(5L);
        assertThat(store.written).isEqualTo(RecordCodec.floor(5, OptionalLong.empty(), VALIDITY));
    }

    @Test
    void aFloorThatWasChangedMeanwhileIsReadAgain() {
        VersionedStore store = new VersionedStore(List.of(3L, 4L));

        assertThat(raise(5, store)).isCompletedWithValue(5L);
        assertThat(store.writes).isEqualTo(2);
    }

    @Test
    void aQueryThatIsOverWritesNothing() {
        VersionedStore store = new VersionedStore(List.of(3L));
        store.whenRead = () -> List.copyOf(open).forEach(query -> query.fail(new IllegalStateException("over")));

        assertThat(raise(5, store)).isCompletedExceptionally();
        assertThat(store.writes).isZero();
    }

    private CompletableFuture<Long> raise(long atLeast, FloorRaise.Store store) {
        return PendingQuery.<Long>ask(
                        strand, Duration.ofSeconds(1), open, query -> new FloorRaise(query, atLeast, store).begin())
                .toCompletableFuture();
    }

    /** Holds one floor after the other; all but the last are changed before they can be replaced. */
    private static final class VersionedStore implements FloorRaise.Store {

        private final Deque<Long> floors;
        private int writes;
        private byte[] written = {};
        private Runnable whenRead = () -> {};

        VersionedStore(List<Long> floors) {
            this.floors = new ArrayDeque<>(floors);
        }

        @Override
        public void read(Consumer<FloorRecord> then) {
            whenRead.run();
            byte[] record = RecordCodec.floor(floors.element(), OptionalLong.empty(), VALIDITY);
            then.accept(RecordCodec.floor(record, 1, floors.size()));
        }

        @Override
        public void write(FloorRecord old, byte[] raised, Consumer<Boolean> then) {
            assertThat(old.version()).isEqualTo(floors.size());
            writes++;
            written = raised;
            boolean unchanged = floors.size() == 1;
            floors.remove();
            then.accept(unchanged);
        }
    }

    /** Runs each task at once, and no timer. */
    private static final class SameThread implements Strand.Carrier {

        @Override
        public boolean run(Runnable task) {
            task.run();
            return true;
        }

        @Override
        public Strand.Timer later(Duration delay, Runnable task) {
            return () -> {};
        }

        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public void stop() {}

        @Override
        public boolean awaitStop(Duration bound) {
            return true;
        }
    }
}
