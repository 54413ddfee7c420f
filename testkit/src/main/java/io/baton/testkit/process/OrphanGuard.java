// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;

/**
 * Kills another process when this JVM is gone, however it went. A shutdown hook would not run in a JVM that is killed,
 * and a frozen child could not see its parent go; the end of a pipe reaches a process of its own in every case.
 */
final class OrphanGuard implements AutoCloseable {

    private final Process shell;

    private OrphanGuard(Process shell) {
        this.shell = shell;
    }

    /** The process is killed at once when it cannot be guarded. */
    static OrphanGuard of(Process guarded) throws IOException {
        // Ctrl-C reaches every process of the terminal; the guard has to outlive it.
        String script = "trap '' INT TERM HUP; read -r released || kill -KILL " + guarded.pid();
        try {
            return new OrphanGuard(new ProcessBuilder("sh", "-c", script)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            guarded.destroyForcibly();
            throw e;
        }
    }

    /** To be called when the guarded process has ended, so that no stranger with its id is killed. */
    @Override
    public void close() {
        try (var pipe = shell.getOutputStream()) {
            pipe.write('\n');
            pipe.flush();
        } catch (IOException gone) {
            // The shell has ended, which is all that is wanted.
        }
        try {
            if (!shell.waitFor(5, TimeUnit.SECONDS)) {
                shell.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
