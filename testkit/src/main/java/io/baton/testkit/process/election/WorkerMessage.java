// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process.election;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a worker tells on its output, one line each.
 *
 * @param token of the leadership that it is about, or 0
 * @param at when, by {@code System.nanoTime()}
 * @param detail the rest
 */
public record WorkerMessage(Kind kind, long token, long at, String detail) {

    private static final String MARK = "worker";

    /** What has happened. */
    public enum Kind {
        ELECTED,
        /** The detail is the reason. */
        LOST,
        /** It was frozen; the detail says what the first answer after that was. */
        WOKE,
        /** The detail is the least time in nanoseconds that was left of a leadership. */
        LEAST,
        REFUSED,
        /** Its connection was closed; the detail is how many nanoseconds that took. */
        CLOSED,
        /** The detail are the names of the threads that were left a while after that, or nothing. */
        LEFT,
        /** The detail is how many bytes of the heap are in use after a collection. */
        MEMORY,
        /** The exhaustion of memory or threads has begun, or has ended; the detail says which. */
        EXHAUSTED
    }

    /** As of this moment. */
    public static WorkerMessage now(Kind kind, long token, String detail) {
        return new WorkerMessage(kind, token, System.nanoTime(), detail);
    }

    /** Says it to the process that started this one. */
    public void say() {
        System.out.println(String.join(" ", MARK, kind.name().toLowerCase(Locale.ROOT), "" + token, "" + at, detail));
    }

    /** A line that may be of another program's making. */
    static Optional<WorkerMessage> parse(String line) {
        List<String> words = Stream.of(line.split(" ", 5)).toList();
        if (words.size() < 5 || !words.get(0).equals(MARK)) {
            return Optional.empty();
        }
        Kind kind = Kind.valueOf(words.get(1).toUpperCase(Locale.ROOT));
        return Optional.of(
                new WorkerMessage(kind, Long.parseLong(words.get(2)), Long.parseLong(words.get(3)), words.get(4)));
    }
}
