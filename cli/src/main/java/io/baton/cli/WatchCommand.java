// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import io.baton.Baton;
import io.baton.Leader;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code baton watch}. */
@Command(
        name = "watch",
        description = "Prints a line now and at each change of the leader, until it is ended or its output is closed.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = ExitCodes.UNREACHABLE)
final class WatchCommand implements Callable<Integer> {

    @Mixin
    private QueryOptions options = new QueryOptions();

    private final CountDownLatch closed = new CountDownLatch(1);
    // Of the callbacks, which come one at a time.
    private String last = "";

    @Override
    public Integer call() throws InterruptedException {
        try (Baton baton = options.connection().connect()) {
            baton.elector(options.election()).observe(this::tell);
            closed.await();
        }
        return ExitCodes.LEADER;
    }

    private void tell(Optional<Leader> leader) {
        String line = options.isJson()
                ? options.view().with(leader).json()
                : options.view().change(leader);
        if (line.equals(last)) {
            return;
        }
        last = line;
        options.out().println(line);
        if (options.out().checkError()) {
            closed.countDown();
        }
    }
}
