// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

/** What the exit codes of the commands that ask mean; {@code docs/command-line.md} lists all. */
final class ExitCodes {

    static final int LEADER = 0;
    static final int NONE = 1;
    static final int USAGE = 2;
    static final int UNREACHABLE = 3;
    static final int INTERNAL = 70;

    /** Of {@code run}, whose other codes are those of its command: the program itself has failed, as with {@code timeout}. */
    static final int RUN_FAILED = 125;

    private ExitCodes() {}
}
