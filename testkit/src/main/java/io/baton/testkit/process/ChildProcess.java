// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * A program in a process of its own, which can be frozen, woken and killed as only a process can be. Thread-safe.
 *
 * <p>The child never outlives this JVM, even when this one is killed or the child is frozen at the time. Needs a POSIX
 * shell; it does not look after processes that the child itself starts.
 */
public sealed class ChildProcess implements AutoCloseable permits ChildJvm {

    private static final int LINES_IN_MESSAGES = 40;
    private static final Duration SIGNAL_BOUND = Duration.ofSeconds(60);

    private final String name;
    private final Process process;
    private final CompletableFuture<Void> unguarded;
    private final OutputLines lines = new OutputLines(2);
    private final List<Thread> readers;

    ChildProcess(String name, ProcessBuilder builder, Consumer<String> onOutput, Consumer<String> onError)
            throws IOException {
        this.name = name;
        process = builder.start();
        OrphanGuard guard = OrphanGuard.of(process);
        unguarded = process.onExit().thenRun(guard::close);
        readers = List.of(
                reader("out", process.getInputStream(), onOutput), reader("err", process.getErrorStream(), onError));
    }

    /** Starts any program. Of output that the builder redirects nothing can be awaited or told. */
    public static ChildProcess start(ProcessBuilder builder) {
        String program = builder.command().get(0);
        try {
            ChildProcess child = new ChildProcess(program, builder, line -> {}, line -> {});
            child.listen();
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + program, e);
        }
    }

    final void listen() {
        readers.forEach(Thread::start);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * The first line of output or error output in which the expression is found, after the line that the previous call
     * returned; only the last 1,000 lines are remembered.
     *
     * @throws AssertionError with the last lines, when none comes in time or the child ends without one
     */
    public MatchResult awaitLine(String regex, Duration atMost) throws InterruptedException {
        return lines.await(Pattern.compile(regex), atMost)
                .orElseThrow(() -> new AssertionError("no line with '" + regex + "' from " + this + lastLines()));
    }

    /** Writes a line to the child's standard input. */
    public void send(String line) {
        try {
            var input = process.getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + this, e);
        }
    }

    /** Freezes the child (SIGSTOP). When this returns, no thread of the child runs any more (on Linux). */
    public void pause() throws InterruptedException {
        signal("STOP");
        Path threads = Path.of("/proc", Long.toString(pid()), "task");
        if (Files.exists(threads)) {
            Awaitility.await(this + " is frozen")
                    .atMost(SIGNAL_BOUND)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .pollInSameThread()
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> areStopped(threads));
        }
    }

    /** Wakes a frozen child (SIGCONT). */
    public void resume() throws InterruptedException {
        signal("CONT");
    }

    /** Asks the child to end (SIGTERM), without waiting for it; a frozen one does so when it wakes. */
    public void terminate() {
        // Unlike the process, its handle leaves the pipes open, and with them the last words of the child.
        process.toHandle().destroy();
    }

    /** Ends the child without its help (SIGKILL), frozen or not, and returns when it is gone. */
    public void kill() {
        process.toHandle().destroyForcibly();
        try {
            if (!process.waitFor(SIGNAL_BOUND.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException(this + " cannot be killed");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The exit value; 128 + 9 for a child that was killed.
     *
     * @throws AssertionError with the last lines, when the child does not end in time
     */
    public int awaitExit(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new AssertionError(this + " has not ended in " + atMost.toMillis() + " ms" + lastLines());
        }
        return process.exitValue();
    }

    /** The last lines of output and error output together, at most 1,000. */
    public List<String> output() {
        return lines.last();
    }

    /** Kills the child if it still runs. Leaves no process, thread or pipe. */
    @Override
    public void close() {
        kill();
        unguarded.join();
        try {
            process.getOutputStream().close();
        } catch (IOException unflushed) {
            // What the child has not read is of no use.
        }
        try {
            for (Thread reader : readers) {
                reader.join(SIGNAL_BOUND.toMillis());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name + " (process " + pid() + ")";
    }

    private String lastLines() {
        List<String> all = lines.last();
        List<String> last = all.subList(Math.max(0, all.size() - LINES_IN_MESSAGES), all.size());
        return (isAlive() ? "; alive" : "; exit value " + process.exitValue()) + "; last lines:\n"
                + String.join("\n", last);
    }

    private void signal(String signal) throws InterruptedException {
        try {
            // By the shell, where it is built in: the command of the same name is not installed everywhere.
            int exit = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid())
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException(this + " takes no signal" + lastLines());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot signal " + this, e);
        }
    }

    private static boolean areStopped(Path threads) throws IOException {
        try (var all = Files.list(threads)) {
            for (Path thread : all.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                if (!stat.startsWith("T", stat.lastIndexOf(')') + 2)) {
                    return false;
                }
            }
        }
        return true;
    }

    private Thread reader(String stream, InputStream from, Consumer<String> consumer) {
        Thread thread = new Thread(() -> read(from, consumer), "baton-child-" + pid() + "-" + stream);
        thread.setDaemon(true);
        return thread;
    }

    private void read(InputStream from, Consumer<String> consumer) {
        try (var reader = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                consumer.accept(line);
            }
        } catch (IOException ended) {
            // A killed child's pipe can end with an error as well as with its end.
        } finally {
            lines.streamEnded();
        }
    }
}
