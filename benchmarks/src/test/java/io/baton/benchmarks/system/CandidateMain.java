// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.system;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The program of a candidate: connects one system, and does what the lines of its standard input say. */
public final class CandidateMain {

    private CandidateMain() {}

    /** Takes the name of a {@link PeerSystem} and the address of its store. */
    public static void main(String[] arguments) throws Exception {
        SystemClient client = PeerSystem.valueOf(arguments[0]).connect(arguments[1]);
        CandidateCommands commands = new CandidateCommands(client);
        CandidateCommands.answer("connected", System.nanoTime());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                commands.run(line);
            }
        }
        // Threads of a client that was not closed must not keep the process.
        System.exit(0);
    }
}
