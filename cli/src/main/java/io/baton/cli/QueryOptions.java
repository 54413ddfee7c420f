// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import io.baton.cli.output.ElectionView;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What all commands that ask have: the store, the election, and the form of the answer. */
final class QueryOptions {

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "print JSON, one value a line")
    private boolean json;

    @Parameters(index = "0", paramLabel = "NAME", description = "the election")
    private String election = "";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee = CommandSpec.create();

    ConnectionOptions connection() {
        return connection;
    }

    String election() {
        return election;
    }

    boolean isJson() {
        return json;
    }

    ElectionView view() {
        return new ElectionView(election);
    }

    PrintWriter out() {
        return mixee.commandLine().getOut();
    }

    PrintWriter err() {
        return mixee.commandLine().getErr();
    }
}
