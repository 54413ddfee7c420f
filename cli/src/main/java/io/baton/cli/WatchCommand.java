// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import io.baton.Baton;
import io.baton.Leader;
import io.baton.LeaderElector;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

    private static final Clock CLOCK = Clock.systemUTC();

    @Mixin
    private QueryOptions options = new QueryOptions();

    private final CountDownLatch closed = new CountDownLatch(1);
    // Of the callbacks, which come one at a time.
    private String last = "";

    @Override
    public Integer call() throws InterruptedException {
        try (Baton baton = options.connection().connect()) {
            LeaderElector elector = baton.elector(options.election());
            // An observer is not told that the store refuses; a question is.
            var unused = elector.leader();
            elector.observe(this::tell);
            closed.await();
        }
        return ExitCodes.LEADER;
    }

    private void tell(Optional<Leader> leader) {
        String change = options.view().change(leader);
        if (change.equals(last)) {
            return;
        }
        last = change;
        // When it was heard here: the store keeps no time.
        String now = Instant.now(CLOCK).truncatedTo(ChronoUnit.MILLIS).toString();
        options.out()
                .println(options.isJson() ? options.view().at(now).with(leader).json() : now + "\t" + change);
        if (options.out().checkError()) {
            closed.countDown();
        }
    }
}
