// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks all the time whether this process leads, about every leadership that it ever had, and writes the answers down. */
final class Sampler {

    private static final long EVERY_NANOS = 50_000;
    private static final long FROZEN_NANOS = 1_000_000_000;

    private final SampleFile file;
    private final Supplier<Optional<Subject>> present;
    private final Waking waking;
    private final Queue<Subject> announced = new ConcurrentLinkedQueue<>();
    private final Map<Subject, Answers> subjects = new LinkedHashMap<>();

    /** A leadership. */
    interface Subject {
        long token();

        boolean isHeld();
    }

    /** Is told of the first answer about the latest leadership after the process was frozen. */
    @FunctionalInterface
    interface Waking {
        void woke(long token, boolean held, long frozenNanos);
    }

    /**
     * @param present the leadership that the process has now, asked for as often as the leaderships themselves
     */
    Sampler(SampleFile file, Supplier<Optional<Subject>> present, Waking waking) {
        this.file = file;
        this.present = present;
        this.waking = waking;
    }

    /** Begins to ask. */
    void start() {
        Thread thread = new Thread(this::run, "sampler");
        thread.setDaemon(true);
        thread.start();
    }

    /** A leadership that the process was told of. */
    void announce(Subject subject) {
        announced.add(subject);
    }

    private void run() {
        long previous = System.nanoTime();
        while (true) {
            long now = System.nanoTime();
            ask(now - previous);
            previous = now;
            discover();
            LockSupport.parkNanos(EVERY_NANOS);
        }
    }

    /** Before anything else after a pause: the leaderships must not have been looked at earlier than this. */
    private void ask(long sinceLastNanos) {
        boolean held = false;
        long token = 0;
        for (Answers answers : subjects.values()) {
            held = answers.ask();
            token = answers.subject.token();
        }
        if (sinceLastNanos > FROZEN_NANOS) {
            waking.woke(token, held, sinceLastNanos);
        }
    }

    private void discover() {
        present.get().ifPresent(this::add);
        for (Subject subject = announced.poll(); subject != null; subject = announced.poll()) {
            add(subject);
        }
    }

    private void add(Subject subject) {
        if (!subjects.containsKey(subject)) {
            Answers answers = new Answers(subject);
            subjects.put(subject, answers);
            answers.ask();
        }
    }

    private final class Answers {

        private final Subject subject;
        private SampleFile.@Nullable Slot slot;
        private boolean ended;

        Answers(Subject subject) {
            this.subject = subject;
        }

        boolean ask() {
            long from = System.nanoTime();
            boolean held = subject.isHeld();
            long to = System.nanoTime();
            if (held) {
                SampleFile.Slot known = slot;
                if (known == null) {
                    known = file.begin(subject.token(), from, to);
                    slot = known;
                }
                known.held(from, to, ended);
            }
            ended |= !held;
            return held;
        }
    }
}
