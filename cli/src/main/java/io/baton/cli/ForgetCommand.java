// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import io.baton.Baton;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code baton forget}. */
@Command(
        name = "forget",
        description = "Deletes the records of an election that is over; 1 if it is in use or its tokens need them.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = ExitCodes.UNREACHABLE)
final class ForgetCommand implements Callable<Integer> {

    @Mixin
    private QueryOptions options = new QueryOptions();

    @Override
    public Integer call() throws InterruptedException {
        boolean forgotten;
        try (Baton baton = options.connection().connect()) {
            forgotten = baton.forget(options.election());
        }
        if (options.isJson()) {
            options.out().println(options.view().with("forgotten", forgotten).json());
        } else if (!forgotten) {
            options.err().println("baton: the election is in use, or its tokens need the records");
        }
        return forgotten ? ExitCodes.LEADER : ExitCodes.NONE;
    }
}
