// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos;

import io.baton.testkit.process.election.WorkerMessage;
import io.baton.testkit.process.election.WorkerMessage.Kind;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Fills the heap of its process until several threads have met an {@code OutOfMemoryError}, and keeps it full. */
final class HeapExhaustion {

    private static final int THREADS = 3;
    private static final int MOST_CHUNKS = 1 << 16;
    private static final int LARGEST = 1 << 20;
    private static final int SMALLEST = 1 << 10;
    private static final long PAUSE_NANOS = 20_000_000;

    private volatile boolean isFilling;

    /** Returns when the threads have begun. */
    void begin() throws InterruptedException {
        isFilling = true;
        CountDownLatch begun = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> fill(begun), "heap-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        begun.await();
    }

    /** Allocates nothing. */
    void end() {
        isFilling = false;
    }

    private void fill(CountDownLatch begun) {
        long errors = hoard(begun);
        // The other threads may not have let go yet.
        while (!hasTold(errors)) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private long hoard(CountDownLatch begun) {
        // First: the other threads may have left no memory for the list.
        begun.countDown();
        byte[][] hoard = new byte[MOST_CHUNKS][];
        int used = 0;
        int size = LARGEST;
        long errors = 0;
        while (isFilling && used < MOST_CHUNKS) {
            try {
                hoard[used] = new byte[size];
                used++;
            } catch (OutOfMemoryError full) {
                errors++;
                size = Math.max(SMALLEST, size / 4);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return errors;
    }

    private static boolean hasTold(long errors) {
        try {
            WorkerMessage.now(Kind.EXHAUSTED, 0, "heap: " + errors + " errors in one thread")
                    .say();
            return true;
        } catch (OutOfMemoryError stillFull) {
            return false;
        }
    }
}
