// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import io.baton.testkit.process.ChildJvm;
import io.baton.testkit.process.ChildJvmSpec;
import io.baton.testkit.process.ChildProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program in a process of its own, with the class path of the test. */
final class Program {

    static final Duration BOUND = Duration.ofSeconds(60);

    private static final String MAIN = "io.baton.cli.BatonCommand";

    private Program() {}

    /** What a run to the end has said and returned. */
    record Ended(int exitCode, List<String> out, List<String> err) {
        String line() {
            return String.join("\n", out);
        }
    }

    static ChildJvm start(String... arguments) {
        return spec(Map.of(), arguments).start();
    }

    /** With a pipe as its error output from which no process reads, so that it is full after 64 KiB. */
    static ChildJvm startUnread(Path pipe, String... arguments) throws IOException, InterruptedException {
        if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() != 0) {
            throw new IllegalStateException("no pipe " + pipe);
        }
        // Opened for reading too, so that the open does not wait and a write does not fail.
        return spec(Map.of(), arguments)
                .through(List.of("sh", "-c", "exec 2<>\"$0\"; exec \"$@\"", pipe.toString()))
                .start();
    }

    private static ChildJvmSpec spec(Map<String, String> environment, String... arguments) {
        // A build that was started by nohup or in the background would have its children ignore signals.
        List<String> prefix = new ArrayList<>(List.of("env", "--default-signal=HUP,INT,TERM"));
        environment.forEach((name, value) -> prefix.add(name + "=" + value));
        return ChildJvm.of(MAIN)
                .through(prefix)
                .jvmArguments("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .arguments(arguments);
    }

    /** Asks in this process: a JVM for each question would cost a second of a processor. */
    static Ended ask(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = BatonCommand.line(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
        return told(
                arguments,
                new Ended(
                        exitCode,
                        out.toString().lines().toList(),
                        err.toString().lines().toList()));
    }

    private static Ended told(String[] arguments, Ended ended) {
        System.out.println(String.join(" ", arguments) + ": " + ended);
        return ended;
    }

    static Ended run(String... arguments) throws InterruptedException {
        return run(Map.of(), arguments);
    }

    /** With more variables in its environment. */
    static Ended run(Map<String, String> environment, String... arguments) throws InterruptedException {
        List<String> out = new ArrayList<>();
        List<String> err = new ArrayList<>();
        int exitCode;
        try (ChildJvm child = spec(environment, arguments)
                .onOutput(out::add)
                .onError(err::add)
                .start()) {
            exitCode = child.awaitExit(BOUND);
        }
        return told(arguments, new Ended(exitCode, out, err));
    }

    static void signal(String signal, ChildProcess process) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("no " + signal + " for " + process);
        }
    }

    /** A process that was killed stays a zombie until its new parent looks. */
    static boolean isGone(long pid) {
        String state = state(pid);
        return state.isEmpty() || state.equals("Z");
    }

    static boolean isFrozen(long pid) {
        return state(pid).equals("T");
    }

    private static String state(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            int state = stat.lastIndexOf(')') + 2;
            return stat.substring(state, state + 1);
        } catch (IOException gone) {
            return "";
        }
    }
}
