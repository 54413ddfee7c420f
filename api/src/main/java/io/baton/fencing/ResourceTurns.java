// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the callers of one resource pass one after the other and those of different resources at once. Remembers a
 * resource only while it has callers. Thread-safe.
 */
final class ResourceTurns {

    private final ConcurrentMap<String, Turn> turns = new ConcurrentHashMap<>();

    /**
     * Runs the work when no other caller of the resource runs its own.
     *
     * @throws IllegalStateException if this thread runs work of the resource already
     */
    <T> T take(String resource, Supplier<T> work) {
        Turn turn = turns.compute(resource, (name, begun) -> (begun == null ? new Turn() : begun).joined());
        try {
            return turn.take(resource, work);
        } finally {
            turns.computeIfPresent(resource, (name, begun) -> begun.left());
        }
    }

    private static final class Turn {

        private final ReentrantLock lock = new ReentrantLock();

        /** Changed by the map's own atomic operations only. */
        private int callers;

        Turn joined() {
            callers++;
            return this;
        }

        /** Nothing where the last caller has left, so that the map forgets the resource. */
        @Nullable
        Turn left() {
            callers--;
            return callers == 0 ? null : this;
        }

        <T> T take(String resource, Supplier<T> work) {
            // A nested write with a greater token would make the rest of the outer one stale while it runs.
            if (lock.isHeldByCurrentThread()) {
                throw new IllegalStateException("a guarded write of resource '" + resource
                        + "' must not use the guard for that resource again");
            }
            lock.lock();
            try {
                return work.get();
            } finally {
                lock.unlock();
            }
        }
    }
}
