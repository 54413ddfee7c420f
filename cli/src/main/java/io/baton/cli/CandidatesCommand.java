// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import io.baton.Baton;
import io.baton.Candidate;
import io.baton.cli.output.ElectionView;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code baton candidates}. */
@Command(
        name = "candidates",
        description = "Prints the ids of the candidates, one a line, in the order in which they will lead.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = ExitCodes.UNREACHABLE)
final class CandidatesCommand implements Callable<Integer> {

    @Mixin
    private QueryOptions options = new QueryOptions();

    @Override
    public Integer call() throws InterruptedException {
        List<Candidate> candidates;
        try (Baton baton = options.connection().connect()) {
            candidates = baton.elector(options.election()).candidates();
        }
        if (options.isJson()) {
            options.out().println(options.view().with(candidates).json());
        } else {
            candidates.stream().map(ElectionView::id).forEach(options.out()::println);
        }
        return candidates.isEmpty() ? ExitCodes.NONE : ExitCodes.LEADER;
    }
}
