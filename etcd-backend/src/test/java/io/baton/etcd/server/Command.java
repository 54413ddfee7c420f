// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the system that was run to its end, in bounded time. */
record Command(String line, int exit, String output) {

    private static final long BOUND_SECONDS = 180;

    static Command run(Path directory, String... words) {
        return run(new ProcessBuilder(words).directory(directory.toFile()));
    }

    /** Output and error output become one. What cannot be started or does not end counts as failed. */
    static Command run(ProcessBuilder builder) {
        String line = String.join(" ", builder.command());
        try {
            Path output = Files.createTempFile("baton-command-", ".txt");
            try {
                return run(line, builder.redirectErrorStream(true).redirectOutput(output.toFile()), output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + line, e);
        }
    }

    private static Command run(String line, ProcessBuilder builder, Path output) throws IOException {
        Process process;
        try {
            process = builder.start();
        } catch (IOException unknown) {
            return new Command(line, 127, unknown.toString());
        }
        try {
            if (process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
                return new Command(line, process.exitValue(), Files.readString(output, UTF_8));
            }
            return new Command(line, 124, "has not ended in " + BOUND_SECONDS + " s");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Command(line, 130, "interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    boolean succeeded() {
        return exit == 0;
    }

    /** The words of a program that succeeded. */
    String outputOrThrow() {
        if (!succeeded()) {
            throw new IllegalStateException(this.toString());
        }
        return output;
    }

    static boolean exists(String program) {
        return !onPath(program).isEmpty();
    }

    /** Where the shell would find a program, first things first. */
    static List<Path> onPath(String program) {
        return List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry, program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .toList();
    }

    @Override
    public String toString() {
        return "'" + line + "' ended with " + exit + ": " + output.strip();
    }
}
