// SPDX-License-Identifier: Apache-2.0
package io.baton.spi;

import java.time.Duration;

/**
 * One kind of store, with what is needed to reach it. Thread-safe.
 *
 * <p>How to write one: {@code docs/writing-a-backend.md}; the contract kit in {@code io.baton.testkit} holds it to the
 * protocol.
 */
public interface ElectionBackend extends AutoCloseable {

    /** The word that names this kind of store in {@code baton.backend}. */
    String name();

    /** The lease duration to ask for when the configuration does not name one. */
    Duration defaultLeaseDuration();

    /**
     * Begins to open a session and returns at once. The next session is opened after the facts have told the end of the
     * one before.
     */
    BackendSession open(SessionRequest request, SessionFacts facts);

    /**
     * Frees everything that this backend holds and that was not handed to it. May be called more than once. An application that connected
     * over it closes the connection instead, which closes the backend after its session.
     */
    @Override
    void close();
}
