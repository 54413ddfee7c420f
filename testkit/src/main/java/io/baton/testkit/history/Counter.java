// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.history;

import io.baton.FencingToken;
import io.baton.fencing.FencingGuard;
import io.baton.fencing.StaleTokenException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * A number that processes increment by reading it and writing one more. An increment is lost when it overwrites another that its writer has not
 * read. Reading raises the fence as writing does: otherwise the predecessor could write between the first read of a leader and its first write.
 * Thread-safe.
 */
final class Counter {

    private static final String RESOURCE = "counter";

    private final Optional<FencingGuard> guard;
    private final Map<Long, String> writers = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private long value;
    private long accepted;
    private long refused;
    private long lost;

    private Counter(Optional<FencingGuard> guard) {
        this.guard = guard;
    }

    static Counter fenced() {
        return new Counter(Optional.of(FencingGuard.inMemory()));
    }

    static Counter unfenced() {
        return new Counter(Optional.empty());
    }

    /** The value; none if the token is stale. */
    synchronized OptionalLong read(FencingToken token) {
        return guarded(token, () -> value);
    }

    /** Writes the value that the writer has read and one more; none if the token is stale. */
    synchronized OptionalLong increment(String writer, FencingToken token, long read) {
        return guarded(token, () -> {
            judge(writer, token, read);
            accepted++;
            value = read + 1;
            return value;
        });
    }

    private void judge(String writer, FencingToken token, long read) {
        if (read != value) {
            lost++;
            violations.add(writer + " with token " + token.value() + " wrote " + (read + 1) + " over " + value);
        }
        String other = writers.putIfAbsent(token.value(), writer);
        if (other != null && !other.equals(writer)) {
            violations.add(writer + " and " + other + " wrote with the same token " + token.value());
        }
    }

    private OptionalLong guarded(FencingToken token, Supplier<Long> action) {
        try {
            return OptionalLong.of(guard.isPresent() ? guard.get().guarded(RESOURCE, token, action) : action.get());
        } catch (StaleTokenException stale) {
            refused++;
            return OptionalLong.empty();
        }
    }

    synchronized long accepted() {
        return accepted;
    }

    synchronized long refused() {
        return refused;
    }

    synchronized long lost() {
        return lost;
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }
}
