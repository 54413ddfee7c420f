// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * A Java program in a JVM of its own. A shell beside it passes on the signals, and kills it when this JVM is gone,
 * however it went: a frozen child could not see that by itself.
 */
public final class ChildProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 5;

    private final String name;
    private final Process process;
    private final Process shell;
    private final BufferedReader shellOutput;

    private ChildProcess(String name, List<String> command, Path directory) throws IOException {
        this.name = name;
        process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(log(directory, name).toFile())
                .start();
        // Ctrl-C reaches every process of the terminal; the shell has to outlive it.
        String script = "trap '' INT TERM HUP; while read -r signal; do [ \"$signal\" = done ] && exit 0;"
                + " kill -\"$signal\" \"$0\"; echo sent; done; kill -KILL \"$0\"";
        try {
            shell = new ProcessBuilder("sh", "-c", script, Long.toString(process.pid()))
                    .redirectError(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
        shellOutput = shell.inputReader(StandardCharsets.US_ASCII);
    }

    /**
     * Starts a child; the command's program is given by its path or by its name on the PATH.
     *
     * @param directory where the child runs, and where it leaves its log and whatever else
     * @param command the main class and its arguments
     * @param onLine hears every line of the child's output
     * @param onExit hears the exit value, after the last line
     */
    public static ChildProcess start(
            Path directory, String name, List<String> command, Consumer<String> onLine, IntConsumer onExit)
            throws IOException {
        ChildProcess child = new ChildProcess(name, command, directory);
        Thread reader = new Thread(() -> child.read(onLine, onExit), name + "-output");
        reader.setDaemon(true);
        reader.start();
        return child;
    }

    /** The command for {@link #start} that runs a main class of this class path, quickly started and small. */
    public static List<String> java(Path directory, Map<String, String> properties, List<String> mainAndArguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // Else a killed JVM leaves a file in the directory for temporary files.
                "-XX:-UsePerfData",
                "-Xmx128m",
                "-Djava.io.tmpdir=" + directory,
                // What Ratis would read as Java objects of another member's answers.
                "-Djdk.serialFilter=!*",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        command.addAll(mainAndArguments);
        return command;
    }

    /** Where the error output of a child goes. */
    public static Path log(Path directory, String name) {
        return directory.resolve(name + ".log");
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Writes a line to the child's input. */
    public void send(String line) {
        write(process.getOutputStream(), line);
    }

    /** Returns when the signal has been sent. */
    public void signal(String signal) {
        try {
            write(shell.getOutputStream(), signal);
            shellOutput.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot signal " + name, e);
        }
    }

    /** Asks the child to end (SIGTERM), and kills it if it does not. */
    public void stop() {
        process.destroy();
        await(process);
        close();
    }

    /** Kills the child if it still runs; leaves no process. */
    @Override
    public void close() {
        process.destroyForcibly();
        await(process);
        try {
            write(shell.getOutputStream(), "done");
            await(shell);
        } catch (UncheckedIOException closedBefore) {
            // The shell has ended, which is all that is wanted.
        }
        shell.destroyForcibly();
    }

    private static void await(Process ending) {
        try {
            ending.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(Consumer<String> onLine, IntConsumer onExit) {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().forEach(onLine);
        } catch (IOException | UncheckedIOException ended) {
            // A killed child's pipe can end with an error as well as with its end.
        }
        try {
            onExit.accept(process.waitFor());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(OutputStream to, String line) {
        try {
            to.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            to.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to a child process", e);
        }
    }
}
