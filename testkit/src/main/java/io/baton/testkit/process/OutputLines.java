// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The last lines of a process, and waiting for one of them. Thread-safe. */
final class OutputLines {

    private static final int KEPT = 1_000;

    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<String> kept = new ArrayDeque<>();
    private final Deque<String> unread = new ArrayDeque<>();
    private int openStreams;

    OutputLines(int streams) {
        openStreams = streams;
    }

    void add(String line) {
        lock.lock();
        try {
            append(kept, line);
            append(unread, line);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static void append(Deque<String> lines, String line) {
        if (lines.size() == KEPT) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    void streamEnded() {
        lock.lock();
        try {
            openStreams--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The first line with a match after the one found last; empty when time is up or no more lines can come. */
    Optional<MatchResult> await(Pattern pattern, Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (true) {
                while (!unread.isEmpty()) {
                    Matcher matcher = pattern.matcher(unread.removeFirst());
                    if (matcher.find()) {
                        return Optional.of(matcher.toMatchResult());
                    }
                }
                if (openStreams == 0 || left <= 0) {
                    return Optional.empty();
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    List<String> last() {
        lock.lock();
        try {
            return List.copyOf(kept);
        } finally {
            lock.unlock();
        }
    }
}
