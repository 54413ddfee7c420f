// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

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
record WorkerLine(Kind kind, long token, long at, String detail) {

    private static final String MARK = "worker";

    /** What has happened. */
    enum Kind {
        ELECTED,
        /** The detail is the reason. */
        LOST,
        /** It was frozen; the detail says what the first answer after that was. */
        WOKE,
        REFUSED
    }

    static WorkerLine now(Kind kind, long token, String detail) {
        return new WorkerLine(kind, token, System.nanoTime(), detail);
    }

    /** Says it, to whoever started this process. */
    void say() {
        System.out.println(String.join(" ", MARK, kind.name().toLowerCase(Locale.ROOT), "" + token, "" + at, detail));
    }

    /** A line that may be of another program's making. */
    static Optional<WorkerLine> parse(String line) {
        List<String> words = Stream.of(line.split(" ", 5)).toList();
        if (words.size() < 5 || !words.get(0).equals(MARK)) {
            return Optional.empty();
        }
        Kind kind = Kind.valueOf(words.get(1).toUpperCase(Locale.ROOT));
        return Optional.of(
                new WorkerLine(kind, Long.parseLong(words.get(2)), Long.parseLong(words.get(3)), words.get(4)));
    }
}
