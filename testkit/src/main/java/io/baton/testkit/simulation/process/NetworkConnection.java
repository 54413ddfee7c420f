// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation.process;

/** A connection of a process to the store, which hears when its {@link Network} breaks visibly and when it is back. */
public interface NetworkConnection {

    /** Whether the connection is closed or its process is dead. */
    boolean isOver();

    void disconnected();

    void connected();
}
