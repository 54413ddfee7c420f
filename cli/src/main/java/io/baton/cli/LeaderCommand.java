// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import io.baton.Baton;
import io.baton.Leader;
import io.baton.cli.output.ElectionView;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code baton leader}. */
@Command(
        name = "leader",
        description = "Prints the id of the leader.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = ExitCodes.UNREACHABLE)
final class LeaderCommand implements Callable<Integer> {

    @Mixin
    private QueryOptions options = new QueryOptions();

    @Override
    public Integer call() throws InterruptedException {
        Optional<Leader> leader;
        try (Baton baton = options.connection().connect()) {
            leader = baton.elector(options.election()).leader();
        }
        if (options.isJson()) {
            options.out().println(options.view().with(leader).json());
        } else {
            leader.map(ElectionView::id).ifPresent(options.out()::println);
        }
        return leader.isPresent() ? ExitCodes.LEADER : ExitCodes.NONE;
    }
}
