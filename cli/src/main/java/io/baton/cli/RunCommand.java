// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import io.baton.Baton;
import io.baton.cli.run.CommandEnvironment;
import io.baton.cli.run.ElectedCommand;
import io.baton.cli.run.Notes;
import io.baton.cli.run.RunSpec;
import io.baton.cli.run.Shutdown;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code baton run}. */
@Command(
        name = "run",
        description = "Stands for election and runs a command while it leads.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = ExitCodes.RUN_FAILED,
        exitCodeOnExecutionException = ExitCodes.RUN_FAILED,
        exitCodeListHeading = "Exit codes, besides that of the command:%n",
        exitCodeList = {
            "123:--once: the leadership ended before the command",
            "124:--wait has passed",
            "125:baton itself has failed",
            "126, 127:the command cannot be run, is not found"
        })
final class RunCommand implements Callable<Integer> {

    /** When to stop; not both. */
    static final class Ending {
        @Option(names = "--once", description = "end after the first leadership, also if it was lost")
        private boolean once;

        @Option(names = "--restart", description = "stand again when the command has ended by itself")
        private boolean restart;
    }

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @ArgGroup
    private Ending ending = new Ending();

    @Option(names = "--candidate", paramLabel = "ID", description = "which candidate this is, for people")
    private Optional<String> candidate = Optional.empty();

    @Option(names = "--wait", paramLabel = "DURATION", description = "give up if it has not led by then")
    private Optional<Duration> wait = Optional.empty();

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            description = "from TERM to KILL when the lease is about to end; a quarter of the validity unless set")
    private Optional<Duration> grace = Optional.empty();

    @Option(
            names = "--stop-timeout",
            paramLabel = "DURATION",
            defaultValue = "10s",
            description = "from TERM to KILL while the lease lasts (10s)")
    private Duration stopTimeout = Duration.ofSeconds(10);

    @Option(
            names = "--keep-secrets",
            description = "give the command also the variables BATON_* that hold users and passwords of the store")
    private boolean keepSecrets;

    @Parameters(index = "0", paramLabel = "NAME", description = "the election")
    private String election = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "-- COMMAND",
            description = "the program and its arguments")
    private List<String> command = List.of();

    @Spec
    private CommandSpec self = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        try (Notes notes = Notes.to(self.commandLine().getErr())) {
            return run(notes);
        }
    }

    private int run(Notes notes) throws Exception {
        CommandEnvironment environment = new CommandEnvironment(keepSecrets);
        RunSpec spec =
                new RunSpec(election, command, environment, ending.once, ending.restart, wait, grace, stopTimeout);
        Set<String> withheld = environment.withheld(System.getenv());
        if (!withheld.isEmpty()) {
            notes.say("the command does not get %s; --keep-secrets gives them", String.join(", ", withheld));
        }
        Shutdown shutdown = Shutdown.onSignals();
        Map<String, String> keys = new HashMap<>();
        candidate.ifPresent(id -> keys.put("baton.candidate-id", id));
        // The connection has to outlive the command.
        keys.put("baton.close-on-shutdown", "false");
        Baton baton = connection.connect(keys);
        return new ElectedCommand(baton, spec, shutdown, notes).run();
    }
}
