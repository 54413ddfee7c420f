// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import io.baton.raft.RaftMembership;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code baton raft members}, {@code add}, {@code remove}, {@code replace}. */
@Command(
        name = "raft",
        description = "The members of an embedded Raft group.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = ExitCodes.UNREACHABLE,
        synopsisSubcommandLabel = "(members | add | remove | replace)")
final class RaftCommand {

    private static final String MEMBER = "for example d@host4:7001; its process runs already";

    /** A change of the group. */
    private interface Change {
        void in(RaftMembership membership) throws InterruptedException;
    }

    @Command(
            name = "members",
            description = "Prints a line for each member: id, address, whether it leads the group, whether it answers.",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = ExitCodes.UNREACHABLE)
    int members(@Mixin GroupOptions options) throws InterruptedException {
        return change(options, membership -> {});
    }

    @Command(
            name = "add",
            description = "Adds a process to the group, and prints the members.",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = ExitCodes.UNREACHABLE)
    int add(
            @Mixin GroupOptions options,
            @Parameters(index = "0", paramLabel = "MEMBER", description = MEMBER) String member)
            throws InterruptedException {
        return change(options, membership -> membership.add(member));
    }

    @Command(
            name = "remove",
            description = "Removes a member, running or not, and prints the others.",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = ExitCodes.UNREACHABLE)
    int remove(
            @Mixin GroupOptions options,
            @Parameters(index = "0", paramLabel = "ID", description = "the member") String id)
            throws InterruptedException {
        return change(options, membership -> membership.remove(id));
    }

    @Command(
            name = "replace",
            description = "Puts a process into the place of a member in one step, and prints the members.",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = ExitCodes.UNREACHABLE)
    int replace(
            @Mixin GroupOptions options,
            @Parameters(index = "0", paramLabel = "ID", description = "the member that goes") String id,
            @Parameters(index = "1", paramLabel = "MEMBER", description = MEMBER) String member)
            throws InterruptedException {
        return change(options, membership -> membership.replace(id, member));
    }

    private static int change(GroupOptions options, Change change) throws InterruptedException {
        try (RaftMembership membership = options.open()) {
            change.in(membership);
            options.print(membership.members());
        }
        return ExitCodes.LEADER;
    }
}
