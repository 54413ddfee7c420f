// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Commands that only root may run. */
public final class RootCommand {

    private RootCommand() {}

    /**
     * Runs a command.
     *
     * @throws IOException if the command is not there or fails, with what it has said
     */
    public static void run(String command) throws IOException {
        output(command);
    }

    /** Runs a command that undoes something; it fails where there is nothing to undo. */
    public static void attempt(String command) {
        try {
            output(command);
        } catch (IOException nothingToUndo) {
            // As wanted.
        }
    }

    /**
     * Runs a command, and returns what it has printed.
     *
     * @throws IOException as {@link #run} does
     */
    public static String output(String command) throws IOException {
        Process process = new ProcessBuilder(List.of(command.split(" ")))
                .redirectErrorStream(true)
                .start();
        try {
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(command + ": " + said.trim());
            }
            return said;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(command, interrupted);
        }
    }
}
