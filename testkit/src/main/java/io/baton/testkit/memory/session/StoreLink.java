// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory.session;

import io.baton.testkit.memory.store.StoreEvent;
import io.baton.testkit.memory.store.StoreRequest;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What lies between one session's process and the store. Runs everything that it calls back one at a time and in order,
 * so that a session needs no lock.
 */
public interface StoreLink {

    /** Runs a step of the session after those that were handed over before it. Called from any thread. */
    void run(Runnable step);

    /** Runs a step of the session later. */
    void after(Duration delay, Runnable step);

    /** Says who hears the store's events; the returned end is for the store. Called once. */
    Consumer<StoreEvent> connect(Consumer<StoreEvent> receiver);

    /** Sends a request; exactly one method of the reply is called, after this call has returned. */
    <A> void send(StoreRequest<A> request, Reply<A> reply);

    /** Leaves the server that does not answer. */
    void leaveServer();

    /** Sends a last request if that is possible now; calls nothing back any more. */
    void close(StoreRequest<?> last);

    /** What becomes of a request. */
    interface Reply<A> {

        /** The request was carried out, and this came of it. */
        void answered(A answer);

        /** The time for an answer is over; whether the request was or will be carried out is not known. */
        void unknown(Throwable cause);
    }
}
