// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import io.baton.FencingToken;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps the writes of a deposed leader away from a resource: it remembers the greatest token seen for each resource and
 * refuses smaller ones. A token equal to the greatest is accepted, since one leadership writes many times.
 *
 * <p>It must stand where the writes arrive and be the same one for all writers: a guard inside the leader's own process
 * protects nothing outside that process. For a database use {@link JdbcFence}.
 *
 * <p><b>Not promised.</b> A guard learns of a new leadership from that leadership's first token. Until then a write of
 * the old one still lands, even though the election is over; a leader that cannot bear this begins its term by having
 * its token checked. Writes that are not checked are not kept out. A token is not a credential: whoever can reach the
 * guard can offer any number, and a number too great shuts everybody else out.
 *
 * <p>Implementations are safe for use by many threads. A resource name has 1 to 255 characters, none of them a control
 * character or an unpaired surrogate; every method throws {@link IllegalArgumentException} for other names.
 */
public interface FencingGuard {

    /**
     * A guard for resources that live in this process, such as a file or a device that only this process writes. It
     * remembers every resource for as long as the guard lives and is not bounded, because forgetting a resource would
     * let a stale token in: take the names from a fixed set, never from requests. What it knows ends with the process.
     */
    static FencingGuard inMemory() {
        return new InMemoryFence();
    }

    /**
     * Accepts the token, or refuses it as stale. This alone does not protect a write that follows: a greater token can
     * be accepted between the two. Use it where the resource itself orders what comes after, or to announce a new term;
     * otherwise use {@link #guarded(String, FencingToken, Supplier)}.
     *
     * @throws StaleTokenException if a greater token has been seen for the resource
     */
    void check(String resource, FencingToken token);

    /**
     * Accepts the token and runs the write before any other token of that resource is looked at, so that no write with
     * a smaller token ever follows one with a greater. Callers of one resource wait for each other, those of different
     * resources do not. The token counts as seen even if the write fails.
     *
     * <p>The write must not use this guard for the same resource again ({@link IllegalStateException}); whoever nests
     * different resources must always do so in the same order, or two threads can wait for each other for ever.
     *
     * @return what the write returned
     * @throws StaleTokenException if a greater token has been seen for the resource; the write has not been run
     */
    <T> T guarded(String resource, FencingToken token, Supplier<T> write);

    /** The same for a write without a result. */
    default void guarded(String resource, FencingToken token, Runnable write) {
        guarded(resource, token, () -> {
            write.run();
            return token;
        });
    }

    /**
     * A view of this guard that tells the listener of each stale token it refuses, for example to count them. Both views guard the
     * same resources; refusals by the other view are not told.
     *
     * @param listener called in the thread that is refused, before the exception is thrown; what it throws is added to that
     *     exception as suppressed
     */
    default FencingGuard onStaleToken(Consumer<StaleTokenException> listener) {
        return new ReportingGuard(this, listener);
    }
}
