// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is to be run, and when it ends.
 *
 * @param election the election to stand for
 * @param command the program and its arguments
 * @param environment what the command gets of the environment of this process
 * @param once whether the end of the first leadership is the end
 * @param restart whether to stand again when the command has ended by itself
 * @param waitFor how long to wait for the first leadership; for ever without it
 * @param grace how long before the end of the lease the command is asked to end; a part of the lease without it
 * @param stopTimeout how long after that it is killed while the lease lasts
 */
public record RunSpec(
        String election,
        List<String> command,
        CommandEnvironment environment,
        boolean once,
        boolean restart,
        Optional<Duration> waitFor,
        Optional<Duration> grace,
        Duration stopTimeout) {

    public RunSpec {
        command = List.copyOf(command);
    }
}
