// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import io.baton.cli.output.GroupView;
import io.baton.raft.RaftMember;
import io.baton.raft.RaftMembership;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands about an embedded Raft group have: the group, how long to wait for it, and the form of the answer. */
final class GroupOptions {

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "print JSON on one line")
    private boolean json;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "how long to wait for the group (30s)")
    private Duration timeout = Duration.ofSeconds(30);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee = CommandSpec.create();

    RaftMembership open() {
        return RaftMembership.open(connection.configuration().keys(), timeout);
    }

    void print(List<RaftMember> members) {
        PrintWriter out = mixee.commandLine().getOut();
        if (json) {
            out.println(GroupView.json(members));
        } else {
            members.stream().map(GroupView::line).forEach(out::println);
        }
    }
}
