// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which threads of its process have come with a connection and are left after it. Immutable. */
final class ThreadsOfConnection {

    /** What SDKs share between connections ends when it has been idle for a second or some. */
    private static final long BOUND_NANOS = Duration.ofSeconds(20).toNanos();

    private static final long PAUSE_NANOS = 50_000_000;

    /**
     * The program's own, those that the JVM makes when it likes, and the eight timers that Ratis 3.3.0 makes once in a JVM and
     * offers no way to end.
     */
    private static final Pattern OTHERS = Pattern.compile("sampler|counter-writer|closer|flood|heap-.*|process reaper.*"
            + "|ForkJoinPool.commonPool.*|CompletableFutureDelayScheduler|Keep-Alive-.*|DestroyJavaVM|Attach Listener"
            + "|.*Compiler.*|Cleaner-.*|timer[0-7]");

    private final Set<String> before;

    private ThreadsOfConnection(Set<String> before) {
        this.before = Set.copyOf(before);
    }

    /** To be called before there is a connection. */
    static ThreadsOfConnection before() {
        return new ThreadsOfConnection(names());
    }

    /** Their names, when they are still there after a while. */
    String left() {
        long begun = System.nanoTime();
        Set<String> left = now();
        while (!left.isEmpty() && System.nanoTime() - begun < BOUND_NANOS) {
            LockSupport.parkNanos(PAUSE_NANOS);
            left = now();
        }
        left.forEach(ThreadsOfConnection::tellWhere);
        return String.join(", ", left);
    }

    /** In one line, since it is read as the words of a process. */
    private static void tellWhere(String name) {
        Thread.getAllStackTraces().forEach((thread, frames) -> {
            if (thread.getName().equals(name)) {
                System.out.println("left: " + name + " " + thread.getState() + " " + Arrays.toString(frames));
            }
        });
    }

    private Set<String> now() {
        return names().stream()
                .filter(name -> !before.contains(name) && !OTHERS.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
    }
}
