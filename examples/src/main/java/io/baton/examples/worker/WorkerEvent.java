// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.worker;

import java.util.Optional;

/**
 * What a worker says in one line of its output.
 *
 * @param nanos when, by {@link System#nanoTime()}: on one machine comparable between processes
 * @param token the token of the leadership that it is about, 0 if it is about none
 * @param detail the rest of the line, perhaps empty
 */
public record WorkerEvent(String worker, Kind kind, long nanos, long token, String detail) {

    public enum Kind {
        /** The worker stands for election. */
        STANDS,
        /** It leads with this token. */
        LEADS,
        /** It has looked at {@code isHeld()} for the last time before it writes, and begins to work. */
        WORKS,
        /** Its row has been committed. */
        WRITTEN,
        /** The database has refused its row; the detail is the token that the database had seen. */
        REFUSED,
        /** Its {@code isHeld()} has answered false; the detail is when it was asked for the last time that it said true. */
        NOT_HELD,
        /** It was told of its loss; the detail is the reason. */
        LOST,
        /** Asked who stands: the detail is their names, in the order of the queue. */
        CANDIDATES,
        /** The process has ended; the detail is the exit value. */
        EXITED
    }

    String line() {
        return (kind + " " + nanos + " " + token + " " + detail).stripTrailing();
    }

    /** Nothing if the line is not an event. */
    static Optional<WorkerEvent> parse(String worker, String line) {
        String[] words = line.split(" ", 4);
        if (words.length < 3) {
            return Optional.empty();
        }
        try {
            String detail = words.length == 4 ? words[3] : "";
            return Optional.of(new WorkerEvent(
                    worker, Kind.valueOf(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]), detail));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }
}
