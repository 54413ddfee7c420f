// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import io.baton.cli.argument.DurationConverter;
import io.baton.cli.doctor.Checkup;
import io.baton.cli.output.ReportView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code baton doctor}. */
@Command(
        name = "doctor",
        description =
                "Looks for mistakes in the configuration and for what the store refuses, and prints a line for each, with what to do.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = ExitCodes.UNREACHABLE,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:nothing was found", "1:something was found", "2:usage"})
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "print JSON on one line")
    private boolean json;

    @Spec
    private CommandSpec self = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Checkup.Report report = new Checkup(connection::configuration, DurationConverter::duration).run();
        self.commandLine().getOut().println(json ? ReportView.json(report) : ReportView.text(report));
        return report.findings().isEmpty() ? ExitCodes.LEADER : ExitCodes.NONE;
    }
}
