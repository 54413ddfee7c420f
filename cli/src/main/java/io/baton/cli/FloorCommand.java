// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import io.baton.Baton;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code baton floor raise}. */
@Command(
        name = "floor",
        description = "The floor below the tokens of an election.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = ExitCodes.UNREACHABLE,
        synopsisSubcommandLabel = "raise")
final class FloorCommand {

    @Command(
            name = "raise",
            description = "Raises the floor, never lowers it, and prints the floor that holds now.",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = ExitCodes.UNREACHABLE)
    int raise(
            @Mixin QueryOptions options,
            @Parameters(index = "1", paramLabel = "FLOOR", description = "each later token is greater") long atLeast)
            throws InterruptedException {
        long floor;
        try (Baton baton = options.connection().connect()) {
            floor = baton.raiseTokenFloor(options.election(), atLeast);
        }
        options.out()
                .println(options.isJson() ? options.view().with("floor", floor).json() : Long.toString(floor));
        return ExitCodes.LEADER;
    }
}
