// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.elector;

import io.baton.BatonException;
import io.baton.internal.config.Settings;
import io.baton.internal.loop.ElectionLoop;
import io.baton.internal.session.SessionSupervisor;
import io.baton.spi.ElectionBackend;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/** What the electors of one connection share. From any thread, except what its parts keep for the loop's thread. */
public final class ConnectionContext {

    private final ElectionBackend backend;
    private final Settings settings;
    private final ElectionLoop loop;
    private final Executor callbacks;
    private final ThreadFactory workThreads;
    private final ElectorRunners runners = new ElectorRunners();
    private final SessionSupervisor supervisor;
    private volatile boolean closing;

    /**
     * A connection without a session.
     *
     * @param callbacks where the application is called, and where the backend may block
     * @param workThreads makes the threads that tasks run in
     */
    public ConnectionContext(
            ElectionBackend backend,
            Settings settings,
            ElectionLoop loop,
            Executor callbacks,
            ThreadFactory workThreads) {
        this.backend = backend;
        this.settings = settings;
        this.loop = loop;
        this.callbacks = callbacks;
        this.workThreads = workThreads;
        this.supervisor = new SessionSupervisor(loop, backend, settings, callbacks, runners);
    }

    public ElectionBackend backend() {
        return backend;
    }

    public Settings settings() {
        return settings;
    }

    public ElectionLoop loop() {
        return loop;
    }

    /** Where the application is called. */
    public Executor callbacks() {
        return callbacks;
    }

    ThreadFactory workThreads() {
        return workThreads;
    }

    public SessionSupervisor supervisor() {
        return supervisor;
    }

    public ElectorRunners runners() {
        return runners;
    }

    /** From now on nothing new begins. */
    public void beginClose() {
        closing = true;
    }

    public boolean isClosing() {
        return closing;
    }

    /** Throws if the application has closed the connection. */
    public void ensureOpen() {
        if (closing) {
            throw new BatonException("the connection is closed; make another one with Baton.connect");
        }
    }
}
