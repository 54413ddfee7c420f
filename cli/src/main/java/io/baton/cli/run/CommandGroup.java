// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.run;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A command and all that it starts. Where there is {@code setsid} they are one process group, with a watchdog in it: a shell that
 * waits for orders at a pipe, so that a signal costs no new process when time is short, and that kills the group when the pipe
 * ends, which it does when this process is gone, however it went. For one thread.
 */
final class CommandGroup {

    /**
     * Run with {@code -} for a group, or with nothing. The watchdog has another parent, or the command would have a child that it
     * does not know; it ignores the signals that it passes on, and those that a script may send to its own group. The shell becomes
     * the command: process id and exit code are its own. It sets no variable, since one of that name may be exported.
     */
    private static final String SCRIPT = """
            exec 3<&0 </dev/null
            (read -r order <&3 && [ "$order" = GO ]) || exit
            (
              trap '' HUP INT QUIT USR1 USR2 ALRM PIPE TERM
              (
                target=$1$$
                while read -r order <&3; do
                  case $order in
                    END) exit ;;
                    *) kill -s "$order" -- "$target" ;;
                  esac
                done
                kill -s KILL -- "$target"
              ) >/dev/null 2>&1 &
            )
            exec 3<&-
            shift
            exec "$@"
            """;

    private final Process process;
    private final OutputStream orders;
    private final boolean grouped;
    private final Descendants descendants;

    private CommandGroup(Process process, boolean grouped) {
        this.process = process;
        this.orders = process.getOutputStream();
        this.grouped = grouped;
        this.descendants = new Descendants(process.toHandle());
    }

    /**
     * Starts a process that becomes the command when it is told to begin. Its input is empty.
     *
     * @param environment changes the environment of this process into that of the command
     */
    static CommandGroup prepare(List<String> command, Consumer<Map<String, String>> environment) throws IOException {
        Optional<String> setsid = setsid();
        List<String> line = new ArrayList<>();
        setsid.ifPresent(line::add);
        line.addAll(List.of("/bin/sh", "-c", SCRIPT, "baton", setsid.isPresent() ? "-" : ""));
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectInput(Redirect.PIPE)
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT);
        environment.accept(builder.environment());
        return new CommandGroup(builder.start(), setsid.isPresent());
    }

    private static Optional<String> setsid() {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator, -1))
                .map(directory -> new File(directory, "setsid"))
                .filter(File::canExecute)
                .map(File::getAbsolutePath)
                .findFirst();
    }

    /** Now the command may begin. */
    void begin() {
        // A process that is gone by now is noticed as an end.
        order("GO");
    }

    /** Completes when the command itself has ended. */
    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Asks all to end. */
    void terminate() throws InterruptedException {
        // What has left the group is found by its parent, which may be gone soon.
        descendants.look();
        if (!order("TERM") && process.isAlive() && !signalGroup("TERM")) {
            process.toHandle().destroy();
        }
    }

    /** Kills all, also those that have left the group but not their parent. */
    void kill() {
        try {
            descendants.look();
        } finally {
            order("KILL");
            process.toHandle().destroyForcibly();
            descendants.kill();
        }
    }

    /**
     * Returns when the command that was killed is gone.
     *
     * @param bound after which the group is killed without the watchdog, which may be frozen
     */
    void awaitEnd(Duration bound) throws InterruptedException {
        if (!process.waitFor(bound.toNanos(), TimeUnit.NANOSECONDS)) {
            signalGroup("KILL");
        }
        process.waitFor();
    }

    /**
     * What the command has left behind is killed with it.
     *
     * @param bound as for {@link #awaitEnd}
     */
    void killRest(Duration bound) throws InterruptedException {
        if (process.isAlive()) {
            kill();
            awaitEnd(bound);
        }
        // While the watchdog lives the group exists, and no other can have its number.
        if (grouped) {
            if (!signalGroup("KILL") && !order("KILL")) {
                throw new IllegalStateException("no process can be started to kill the group");
            }
        } else {
            order("END");
        }
        descendants.kill();
        try {
            orders.close();
        } catch (IOException ended) {
            // The watchdog has ended, which is all that is wanted.
        }
    }

    private boolean order(String signal) {
        try {
            orders.write((signal + "\n").getBytes(StandardCharsets.US_ASCII));
            orders.flush();
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    /** By a new process; false if there is no group, or no process or thread to be had. */
    private boolean signalGroup(String signal) throws InterruptedException {
        if (!grouped) {
            return false;
        }
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -s " + signal + " -- -" + process.pid())
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .waitFor();
            return true;
        } catch (IOException | OutOfMemoryError noProcess) {
            return false;
        }
    }
}
