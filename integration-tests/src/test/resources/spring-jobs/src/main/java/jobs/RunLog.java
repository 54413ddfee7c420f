// SPDX-License-Identifier: Apache-2.0
package jobs;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A file with a line for each thing that happens, each written by one system call: a process that is killed loses none. Not
 * by a channel, which an interrupt would close.
 */
final class RunLog {

    private final FileOutputStream file;

    RunLog(String file) throws IOException {
        this.file = new FileOutputStream(file, true);
    }

    /** With the moment of the call, on the clock that all processes of a machine share. */
    void write(String what, long token, String more) throws IOException {
        String line = System.nanoTime() + " " + what + " " + token + " " + more + "\n";
        file.write(line.getBytes(StandardCharsets.UTF_8));
    }
}
