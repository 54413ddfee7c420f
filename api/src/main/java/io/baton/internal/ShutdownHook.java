// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.BatonException;
import java.util.concurrent.CompletionStage;

/** Closes a connection when the JVM shuts down, unless it was closed before. */
final class ShutdownHook {

    private ShutdownHook() {}

    /**
     * Adds the hook, and removes it when nothing is left to close.
     *
     * @param close closes the connection
     * @param terminated completes when it is closed
     */
    static void add(Runnable close, CompletionStage<Boolean> terminated, String name) {
        Thread hook = new Thread(close, name + "-shutdown");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            close.run();
            throw new BatonException("the JVM shuts down, so no connection is made", shuttingDown);
        }
        var unused = terminated.whenComplete((done, failure) -> remove(hook));
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // It is the hook that has closed the connection, or it finds nothing to close.
        }
    }
}
