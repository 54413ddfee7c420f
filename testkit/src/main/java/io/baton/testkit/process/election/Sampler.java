// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process.election;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks all the time whether this process leads, about every leadership that it ever had, and writes the answers down. After
 * the process was frozen it says what the first answer about the latest leadership was. {@link #announce} is thread-safe.
 */
public final class Sampler {

    private static final Duration OFTEN = Duration.ofNanos(50_000);
    private static final long FROZEN_NANOS = 1_000_000_000;

    private final long everyNanos;
    private final SampleFile file;
    private final Supplier<Optional<Subject>> present;
    private final Queue<Subject> announced = new ConcurrentLinkedQueue<>();
    private final Map<Subject, Answers> subjects = new LinkedHashMap<>();

    /** A leadership. */
    public interface Subject {
        long token();

        boolean isHeld();
    }

    /**
     * @param present the leadership that the process has now, asked for as often as the leaderships themselves
     */
    public Sampler(SampleFile file, Supplier<Optional<Subject>> present) {
        this(file, present, OFTEN);
    }

    /** The same, but it asks only so often: several processes for a long time leave little of a machine otherwise. */
    public Sampler(SampleFile file, Supplier<Optional<Subject>> present, Duration every) {
        everyNanos = every.toNanos();
        this.file = file;
        this.present = present;
    }

    /** Begins to ask. */
    public void start() {
        Thread thread = new Thread(this::run, "sampler");
        thread.setDaemon(true);
        thread.start();
    }

    /** A leadership that the process was told of. */
    public void announce(Subject subject) {
        announced.add(subject);
    }

    private void run() {
        long previous = System.nanoTime();
        while (true) {
            long now = System.nanoTime();
            try {
                ask(now - previous);
                discover();
            } catch (OutOfMemoryError full) {
                // What was asked is answered for; the rest is asked again.
            }
            previous = now;
            LockSupport.parkNanos(everyNanos);
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
            WorkerMessage.now(WorkerMessage.Kind.WOKE, token, held ? "held" : "not held")
                    .say();
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
