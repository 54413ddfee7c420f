// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation.context;

import io.baton.spi.BackendSession;
import io.baton.spi.MonotonicClock;

/** A process from its start to its end, as a {@link StoreModel} sees it. Whatever the process does has to be a step of its life. */
public interface ProcessContext {

    /** The name that the process has in all its lives. */
    String process();

    /** The process's clock. To be read in steps of this life only. */
    MonotonicClock clock();

    /** Runs a step after a delay in nanoseconds: later if the process is paused then, never if it has died. */
    void after(long delay, Runnable step);

    boolean isDead();

    /** Whether nothing comes through to this process, or from it. */
    boolean isCutOff();

    /** Nothing comes through to this process, or from it, for so many nanoseconds. */
    void cutOff(long duration);

    /** The process stands still for so many nanoseconds. */
    void pause(long duration);

    /** The process has begun to open a session. */
    void opened(BackendSession session);
}
