// SPDX-License-Identifier: Apache-2.0
package io.baton;

import io.baton.connection.ConnectionListener;
import io.baton.internal.Connector;
import io.baton.internal.SourcedConnector;
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
 * path. All keys are listed in {@code docs/operations.md}, all places
 * where they can be set in {@code docs/configuration.md}.
 */
public interface Baton extends AutoCloseable {

    /**
     * Connects as the environment of this process says: system properties {@code baton.*}, environment variables {@code BATON_*}, and
     * the file of properties that {@code baton.config} or {@code BATON_CONFIG} names. Of several that set one key, the first in this order
     * decides. All are read once, now; a later change has no effect on the connection.
     *
     * <pre>{@code
     * // BATON_BACKEND=zookeeper BATON_ZOOKEEPER_CONNECT_STRING=zk1:2181,zk2:2181 java -Dbaton.lease-duration=4s ...
     * try (Baton baton = Baton.connect()) {
     *     baton.elector("billing").start();
     * }
     * }</pre>
     *
     * <p>A variable or a system property that sets no key is ignored, with a line in the log; an unknown key elsewhere is refused. Values that can be secrets are
     * in no log and no error. The rule, and the names of variables: {@code docs/configuration.md}.
     *
     * @throws IllegalArgumentException if {@code baton.backend} is set nowhere, a key is unknown, a value does not fit, or the file cannot be
     *     read; the message names the key and where it was set
     * @throws BatonException as {@link #connect(Map)} does
     */
    static Baton connect() {
        return SourcedConnector.connect(Map.of());
    }

    /**
     * Connects as a URI says, and, where that sets no key, as {@link #connect()} does.
     *
     * <pre>{@code
     * Baton baton = Baton.connect("etcd://etcd-1:2379,etcd-2:2379/?lease=5s&attributes.zone=b");
     * Baton other = Baton.connect("zookeeper://zk1:2181,zk2:2181/app?close-on-shutdown=true");
     * }</pre>
     *
     * @param uri {@code zookeeper://host:port,host:port/chroot}, {@code etcd://host:port,host:port}, {@code etcds://…} by TLS, or the name of
     *     any backend with a colon; then a question mark and keys without {@code baton.}, in which {@code lease} stands for
     *     {@code lease-duration}. Percent-encoding is decoded once. Passwords are refused: they belong in another source
     * @throws IllegalArgumentException as {@link #connect()} does, and if a part of the URI does not fit; the message names it and says what
     *     to write, without what may be a password
     * @throws BatonException as {@link #connect(Map)} does
     */
    static Baton connect(String uri) {
        return SourcedConnector.connect(uri, Map.of());
    }

    /**
     * The same as {@link #connect(String)}, with keys that the application sets itself.
     *
     * @param configuration keys that begin with {@code baton.}, which go before all other sources
     */
    static Baton connect(String uri, Map<String, String> configuration) {
        return SourcedConnector.connect(uri, configuration);
    }

    /**
     * The same as {@link #connect()}, with keys that the application sets itself, such as a candidate's id that it computes.
     *
     * @param configuration keys that begin with {@code baton.}, which go before all other sources
     */
    static Baton connectFromEnvironment(Map<String, String> configuration) {
        return SourcedConnector.connect(configuration);
    }

    /**
     * Connects as the given configuration says, and as nothing else does: neither system properties nor environment variables are read.
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
