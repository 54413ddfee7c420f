// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import io.baton.BatonException;
import io.baton.FencingToken;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Keeps the writes of a deposed leader away from a resource: it remembers the greatest token seen for each resource and
 * refuses smaller ones. A token equal to the greatest is accepted, since one leadership writes many times.
 *
 * <p>It must stand where the writes arrive and be the same one for all writers: a guard inside the leader's own process
 * protects nothing outside that process. For writes to a database use {@link JdbcFence}.
 *
 * <p><b>Not promised.</b> A guard learns of a new leadership from that leadership's first token. Until then a write of
 * the old one still lands, even though the election is over; a leader that cannot bear this begins its term by having
 * its token checked. Writes that are not checked are not kept out. A token is not a credential: a process that can reach the
 * guard can offer any number, and a number too great shuts all others out.
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
        return new ResourceGuard(new InMemoryTokenStore());
    }

    /**
     * A guard whose memory is the table of a fence in a database, so that it survives this process and is the same one
     * for all processes that use the table ({@link JdbcFence#createTableIfMissing}). For what a leader writes
     * elsewhere: to files, to devices, over HTTP. What it writes to that database itself is better checked in the
     * transaction that writes it, by {@link JdbcFence#check}.
     *
     * <p><b>Promised.</b> A token that {@code check} has accepted is committed. In {@code guarded} the token is
     * committed before the write begins; a second transaction then checks it again and keeps the resource's row until
     * the write has returned. So the token counts even if this process ends in the middle, and no other process runs a
     * write of that resource meanwhile. A new guard over the same table refuses what this one would have refused.
     *
     * <p><b>Not promised.</b> The database has to keep what it has committed: an H2 file without {@code WRITE_DELAY=0}
     * loses its last half second when its process is killed. When the connection breaks while a write runs, the row is
     * free and another write may begin; the end of the first is then a {@link BatonException} that says so.
     *
     * <p><b>Transactions.</b> Each call has its own, on connections of its own; it never joins one that a framework has
     * begun. A guarded write keeps a connection for as long as it runs, so the pool needs one more for each resource
     * that is written at once, and a server's limits for idle transactions have to be longer than the write. In one
     * process the callers of a resource wait without a connection, also callers whose token is stale. A deadlock or a
     * serialization failure before the write has begun is tried again, ten times in all; at READ COMMITTED a check
     * waits instead. A write is never repeated.
     *
     * <p><b>Errors.</b> When the database fails, the methods of the guard throw a {@link BatonException} that names the
     * resource and says whether the write has run. A write that uses another guard object for the same resource waits
     * for itself until the lock timeout of the database, for ever where it has none, as PostgreSQL by default.
     *
     * @param source lends connections in or out of auto-commit mode; they are given back as they were lent
     */
    static FencingGuard inDatabase(DataSource source, JdbcFence fence) {
        return new ResourceGuard(new JdbcTokenStore(source, fence));
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
     * <p>The write must not use this guard for the same resource again ({@link IllegalStateException}); a caller who nests
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
     * A view of this guard that tells the listener of each stale token it refuses, for example to count them. Both
     * views guard the same resources; refusals by the other view are not told.
     *
     * @param listener called in the thread that is refused, before the exception is thrown; what it throws is added to
     *     that
     *     exception as suppressed
     */
    default FencingGuard onStaleToken(Consumer<StaleTokenException> listener) {
        return new ReportingGuard(this, listener);
    }
}
