// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import io.baton.BatonException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one line what went wrong. */
final class Failures implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        if (e instanceof IllegalArgumentException || e instanceof BatonException) {
            err.println("baton: " + e.getMessage());
            return e instanceof BatonException
                    ? command.getCommandSpec().exitCodeOnExecutionException()
                    : command.getCommandSpec().exitCodeOnInvalidInput();
        }
        e.printStackTrace(err);
        int failed = command.getCommandSpec().exitCodeOnExecutionException();
        return failed == ExitCodes.RUN_FAILED ? failed : ExitCodes.INTERNAL;
    }
}
