// SPDX-License-Identifier: Apache-2.0
package io.baton;

import io.baton.connection.ConnectionListener;
import io.baton.internal.Connector;
import io.baton.spi.ElectionBackend;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * One connection to one store, and so one session, however many elections it takes part in. The front door. Safe for use
 * by any number of threads.
 *
 * <p>Which store it is, is one word of the configuration, {@code baton.backend}; the backend's jar has to be on the class
 * path. All keys are listed in {@code docs/operations.md}.
 */
public interface Baton extends AutoCloseable {

    /**
     * Connects as the given configuration says.
     *
     * @param configuration keys that begin with {@code baton.}; other keys are ignored
     * @throws IllegalArgumentException if a key is unknown or a value does not fit; the message names it
     * @throws BatonException if the store cannot be reached within {@code baton.connect-timeout} (15 s), unless
     *     {@code baton.require-connection} is {@code false}, or if it refuses the credentials
     */
    static Baton connect(Map<String, String> configuration) {
        return Connector.connect(configuration);
    }

    /** The same as {@link #connect(Map)}, from properties. */
    static Baton connect(Properties configuration) {
        return Connector.connect(Connector.asMap(configuration));
    }

    /**
     * Connects over a backend that the application has built, for example around a client that it already runs. Closing
     * the connection closes the backend; what the application handed to the backend stays its own.
     *
     * @param configuration the keys that do not belong to a backend
     */
    static Baton connect(ElectionBackend backend, Map<String, String> configuration) {
        return Connector.connect(backend, configuration);
    }

    /**
     * A candidate for the named election, with the connection's options. It does not stand before
     * {@link LeaderElector#start()}.
     *
     * @param election any string of 1 to 255 characters without unpaired surrogates
     * @throws IllegalArgumentException if the name does not fit
     * @throws IllegalStateException if this connection has an open elector for this election
     */
    LeaderElector elector(String election);

    /** A candidate for the named election, with options of its own. */
    LeaderElector elector(String election, ElectorOptions options);

    /**
     * The open elector of this connection for the named election, if there is one.
     *
     * @throws IllegalArgumentException if the name does not fit
     */
    Optional<LeaderElector> find(String election);

    /** The open electors of this connection at this moment, in the order of their elections' names. */
    List<LeaderElector> electors();

    /** What this process knows at this moment. Asks no store and never blocks. */
    ConnectionStatus status();

    /**
     * Adds a listener for the connection. A listener that is added while a session is open is told so first.
     *
     * @return ends it
     * @throws BatonException if the connection is closed
     */
    Subscription listen(ConnectionListener listener);

    /** The connection's options for electors, from its configuration. */
    ElectorOptions options();

    /**
     * Raises the floor under the election's tokens, so that every leadership that begins afterwards has a token greater
     * than {@code atLeast}: before a store is replaced, restored from a backup, or swapped for another kind. A leader of
     * the moment keeps its smaller token. The floor never goes down. Once it is above zero, participants of another kind
     * (a Curator {@code LeaderLatch}, {@code etcdctl}) are fenced out by the resources, because they do not know of it.
     *
     * @return the floor that holds now, at least {@code atLeast}
     * @throws IllegalArgumentException if the floor is negative or would leave no room for tokens
     * @throws BatonException if the store does not answer in time
     */
    long raiseTokenFloor(String election, long atLeast) throws InterruptedException;

    /**
     * Deletes what the store keeps of an election that is over: two small records for each name that was ever used. They are
     * deleted only if no candidate stands, the last leader has released its place, and no floor was raised. Tokens go on growing
     * if the election is used again: the store numbers candidates across elections.
     *
     * @return whether nothing of the election is left; false if it is in use or its tokens need the records
     * @throws BatonException if the store does not answer in time, so that the outcome is unknown, or cannot forget elections
     */
    boolean forget(String election) throws InterruptedException;

    /**
     * Closes all electors, each as {@link LeaderElector#close()} does, then the session. Returns within two seconds and, while
     * work runs or the store still releases places, the longest {@link ElectorOptions#drainTimeout()} of the electors; also when
     * the store does not answer. Elections whose work does not end in time keep their place and the session if their options say
     * so, while all others are released; the session is then closed by itself when that work ends.
     *
     * <p>From inside leader-only work of this connection it returns at once: all is closed when that work has returned. While the
     * JVM shuts down, work that has itself called {@code System.exit} counts as ended. May be called more than once.
     */
    @Override
    void close();
}
