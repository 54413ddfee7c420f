// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.BatonException;

/** Closes a connection when the JVM shuts down, unless it was closed before. */
final class ShutdownHook {

    private ShutdownHook() {}

    static void add(DefaultBaton baton, String name) {
        Thread hook = new Thread(baton::close, name + "-shutdown");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            baton.close();
            throw new BatonException("the JVM shuts down, so no connection is made", shuttingDown);
        }
        var unused = baton.terminated().whenComplete((done, failure) -> remove(hook));
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // It is the hook that has closed the connection, or it finds nothing to close.
        }
    }
}
