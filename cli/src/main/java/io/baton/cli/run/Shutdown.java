// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.run;

import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * The request to end: SIGTERM, SIGINT or SIGHUP. The JVM then ends when its hooks have; this one waits until the command has ended and the
 * place in the election is released, and passes the exit code of the command on.
 */
public final class Shutdown {

    private final CompletableFuture<Void> requested = new CompletableFuture<>();
    private final CompletableFuture<OptionalInt> finished = new CompletableFuture<>();
    private volatile boolean begun;

    /** A shutdown that signals request. */
    public static Shutdown onSignals() {
        Shutdown shutdown = new Shutdown();
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::end, "baton-cli-shutdown"));
        return shutdown;
    }

    private void end() {
        requested.complete(null);
        if (begun) {
            // The exit code of a process that was asked to end is that of its command.
            finished.join().ifPresent(Runtime.getRuntime()::halt);
        }
    }

    CompletableFuture<Void> requested() {
        return requested;
    }

    /** Runs the action when it is requested, at once if it has been. */
    void onRequest(Runnable action) {
        CompletableFuture<Void> unused = requested.thenRun(action);
    }

    boolean isRequested() {
        return requested.isDone();
    }

    /** From now on there is something to be ended in order; false if it is too late to begin. */
    boolean begin() {
        begun = true;
        return !isRequested();
    }

    /** All has ended: now the JVM may. */
    void finish(OptionalInt exitCodeOfCommand) {
        finished.complete(isRequested() ? exitCodeOfCommand : OptionalInt.empty());
    }
}
