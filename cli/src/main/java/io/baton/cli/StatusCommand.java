// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import io.baton.Baton;
import io.baton.Candidate;
import io.baton.Leader;
import io.baton.LeaderElector;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code baton status}. */
@Command(
        name = "status",
        description = "Prints the leader, its token, and the candidates in their order.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = ExitCodes.UNREACHABLE)
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private QueryOptions options = new QueryOptions();

    @Override
    public Integer call() throws InterruptedException {
        Optional<Leader> leader;
        List<Candidate> candidates;
        try (Baton baton = options.connection().connect()) {
            LeaderElector elector = baton.elector(options.election());
            leader = elector.leader();
            candidates = elector.candidates();
        }
        options.out()
                .println(
                        options.isJson()
                                ? options.view().with(leader).with(candidates).json()
                                : options.view().status(leader, candidates));
        return leader.isPresent() ? ExitCodes.LEADER : ExitCodes.NONE;
    }
}
