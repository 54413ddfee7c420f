// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import io.baton.cli.argument.ArgumentEncoding;
import io.baton.cli.argument.DurationConverter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program. */
@Command(
        name = "baton",
        description = "Leader election over ZooKeeper, etcd and embedded Raft.",
        mixinStandardHelpOptions = true,
        versionProvider = BatonCommand.Version.class,
        subcommands = {
            RunCommand.class,
            LeaderCommand.class,
            CandidatesCommand.class,
            StatusCommand.class,
            WatchCommand.class,
            FloorCommand.class,
            ForgetCommand.class,
            RaftCommand.class,
            DoctorCommand.class
        })
public final class BatonCommand {

    /** From the manifest of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "baton "
                        + Objects.requireNonNullElse(
                                BatonCommand.class.getPackage().getImplementationVersion(), "(not packaged)")
            };
        }
    }

    public static void main(String... arguments) {
        // gRPC's news, which does not come by SLF4J.
        Logger.getLogger("").setLevel(Level.WARNING);
        // Ids are UTF-8 wherever they are read; the locale of a service is often C.
        PrintWriter err = writer(FileDescriptor.err);
        System.exit(execute(line(writer(FileDescriptor.out), err), err, arguments));
    }

    private static int execute(CommandLine program, PrintWriter err, String... arguments) {
        boolean runs = arguments.length > 0 && arguments[0].equals("run");
        Optional<String> misread = ArgumentEncoding.complaint();
        if (misread.isPresent()) {
            err.println("baton: " + misread.get());
            return runs ? ExitCodes.RUN_FAILED : ExitCodes.USAGE;
        }
        try {
            return program.execute(arguments);
        } catch (Error e) {
            e.printStackTrace(err);
            return runs ? ExitCodes.RUN_FAILED : ExitCodes.INTERNAL;
        }
    }

    /** The program with all its commands. */
    static CommandLine line(PrintWriter out, PrintWriter err) {
        return new CommandLine(new BatonCommand())
                .setOut(out)
                .setErr(err)
                .registerConverter(Duration.class, new DurationConverter())
                .setExecutionExceptionHandler(new Failures())
                // An argument of a command that begins with @ is no file of ours.
                .setExpandAtFiles(false);
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }
}
