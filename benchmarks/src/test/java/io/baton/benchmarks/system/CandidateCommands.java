// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.system;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a candidate can be told. Each answer is a line: what it answers, then one number, which is a reading of
 * {@link System#nanoTime} unless said otherwise. Readings are taken before the line is written.
 */
final class CandidateCommands {

    private final SystemClient client;
    private final Map<String, ElectionEntry> entries = new HashMap<>();

    CandidateCommands(SystemClient client) {
        this.client = client;
    }

    void run(String line) throws Exception {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "clock" -> answer(line, System.nanoTime());
            case "enter" -> enter(words[1]);
            case "leave" -> leave(words[1]);
            case "enter-all" -> enterAll(words[1], Integer.parseInt(words[2]));
            case "leader" -> leader(words[1]);
            case "heap" -> heap();
            case "close" -> close();
            default -> throw new IllegalArgumentException(line);
        }
    }

    /** Answered with {@code enter} before the call and with {@code elected} in the callback. */
    private void enter(String election) throws Exception {
        long before = System.nanoTime();
        entries.put(election, client.enter(election, () -> answer("elected " + election, System.nanoTime())));
        answer("enter " + election, before);
    }

    /** Answered with the time before the call, and with {@code left} when the call has returned. */
    private void leave(String election) throws Exception {
        ElectionEntry entry = Objects.requireNonNull(entries.remove(election), election);
        long before = System.nanoTime();
        entry.leave();
        long after = System.nanoTime();
        answer("leave " + election, before);
        answer("left " + election, after);
    }

    /** Answered with the time before the first call, and with {@code elected} in the last callback. */
    private void enterAll(String prefix, int count) throws Exception {
        AtomicInteger missing = new AtomicInteger(count);
        long before = System.nanoTime();
        for (int i = 0; i < count; i++) {
            client.enter(prefix + "-" + i, () -> {
                long now = System.nanoTime();
                if (missing.decrementAndGet() == 0) {
                    answer("elected " + prefix, now);
                }
            });
        }
        answer("enter-all " + prefix + " " + count, before);
    }

    /** Answered with how long the answer of the store took; with -1 if there is no leader. */
    private void leader(String election) throws Exception {
        long before = System.nanoTime();
        boolean found = client.hasLeader(election);
        long after = System.nanoTime();
        answer("leader " + election, found ? after - before : -1);
    }

    /** Answered with the bytes of living objects. */
    private static void heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        answer("heap", runtime.totalMemory() - runtime.freeMemory());
    }

    /** Answered with the time before the call, and with {@code closed} when the call has returned. */
    private void close() throws Exception {
        entries.clear();
        long before = System.nanoTime();
        client.close();
        long after = System.nanoTime();
        answer("close", before);
        answer("closed", after);
    }

    static void answer(String question, long value) {
        System.out.println(question + " " + value);
    }
}
