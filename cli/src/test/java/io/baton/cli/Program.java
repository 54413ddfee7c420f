// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import io.baton.testkit.process.ChildJvm;
import io.baton.testkit.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
        return ChildJvm.of(MAIN)
                .jvmArguments("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .arguments(arguments)
                .start();
    }

    static Ended run(String... arguments) throws InterruptedException {
        List<String> out = new ArrayList<>();
        List<String> err = new ArrayList<>();
        int exitCode;
        try (ChildJvm child = ChildJvm.of(MAIN)
                .jvmArguments("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .arguments(arguments)
                .onOutput(out::add)
                .onError(err::add)
                .start()) {
            exitCode = child.awaitExit(BOUND);
        }
        Ended ended = new Ended(exitCode, out, err);
        System.out.println(String.join(" ", arguments) + ": " + ended);
        return ended;
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
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException gone) {
            return true;
        }
    }
}
