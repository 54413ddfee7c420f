// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.baton.FencingToken;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every guard does. */
interface FencingGuardContract {

    FencingToken OLD = new FencingToken(5);
    FencingToken NEW = new FencingToken(7);

    /** The guard of the test, the same one at each call. */
    FencingGuard guard();

    /** How many tokens the quickest of several writers tries. */
    int tokens();

    @Test
    default void aSmallerTokenIsRefusedAndSaysWhy() {
        guard().check("ledger", NEW);

        assertThatExceptionOfType(StaleTokenException.class)
                .isThrownBy(() -> guard().check("ledger", OLD))
                .withMessageContaining("token 5 is stale for resource 'ledger', which has seen 7")
                .satisfies(stale -> {
                    assertThat(stale.resource()).isEqualTo("ledger");
                    assertThat(stale.offered()).isEqualTo(OLD);
                    assertThat(stale.highestSeen()).isEqualTo(NEW);
                });
    }

    @Test
    default void equalAndGreaterTokensAreAccepted() {
        guard().check("ledger", OLD);
        guard().check("ledger", OLD);
        guard().check("ledger", NEW);
        guard().check("ledger", NEW);
    }

    @Test
    default void resourcesDoNotKnowEachOther() {
        guard().check("ledger", NEW);
        guard().check("Ledger", OLD);
        guard().check("ledger ", OLD);
    }

    @Test
    default void aStaleWriteIsNotRun() {
        List<String> writes = new ArrayList<>();
        guard().check("ledger", NEW);

        assertThatExceptionOfType(StaleTokenException.class)
                .isThrownBy(() -> guard().guarded("ledger", OLD, () -> writes.add("late")));
        assertThat(writes).isEmpty();
    }

    @Test
    default void aGuardedWriteReturnsItsResult() {
        assertThat(guard().<String>guarded("ledger", OLD, () -> "written")).isEqualTo("written");
    }

    @Test
    default void aTokenCountsAsSeenEvenIfItsWriteFails() {
        assertThatIllegalStateException()
                .isThrownBy(() -> guard().guarded("ledger", NEW, () -> {
                    throw new IllegalStateException("disk full");
                }));

        assertThatExceptionOfType(StaleTokenException.class).isThrownBy(() -> guard().check("ledger", OLD));
        guard().check("ledger", NEW);
    }

    @Test
    default void aWriteMayNotUseItsOwnResourceAgain() {
        assertThatIllegalStateException()
                .isThrownBy(() -> guard().guarded("ledger", OLD, () -> guard().check("ledger", NEW)));
        guard().guarded("ledger", OLD, () -> guard().check("other", NEW));
    }

    @Test
    default void aGreaterTokenWaitsForTheWriteThatIsRunning() throws Exception {
        List<String> order = new ArrayList<>();
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Future<?> older = threads.submit(() -> guard().guarded("ledger", OLD, () -> {
            writing.countDown();
            await(mayEnd);
            order.add("old");
        }));
        await(writing);
        Future<?> newer = threads.submit(() -> guard().guarded("ledger", NEW, () -> order.add("new")));
        guard().check("another resource does not wait", OLD);

        mayEnd.countDown();
        older.get();
        newer.get();
        threads.shutdown();
        assertThat(order).containsExactly("old", "new");
    }

    @Test
    default void writesOfManyThreadsNeverGoBack() throws Exception {
        List<Long> ledger = new ArrayList<>();
        CyclicBarrier start = new CyclicBarrier(4);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            long step = 1L + writer;
            writers.add(threads.submit(() -> {
                start.await();
                for (long value = step; value <= tokens(); value += step) {
                    write(new FencingToken(value), ledger);
                }
                return step;
            }));
        }
        for (Future<?> writer : writers) {
            writer.get();
        }
        threads.shutdown();
        assertThat(ledger).isSorted().contains((long) tokens());
    }

    @Test
    default void badNamesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> guard().check("", OLD));
        assertThatIllegalArgumentException().isThrownBy(() -> guard().guarded("a\nb", OLD, () -> {}));
    }

    @Test
    default void onlyASmallerTokenIsStale() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StaleTokenException("ledger", NEW, NEW));
    }

    private void write(FencingToken token, List<Long> ledger) {
        try {
            guard().guarded("ledger", token, () -> ledger.add(token.value()));
        } catch (StaleTokenException refused) {
            assertThat(refused.highestSeen()).isGreaterThan(token);
        }
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
