// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.BackendSession;
import io.baton.spi.ElectionBackend;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.spi.support.HighestOrderValue;
import io.baton.zookeeper.internal.client.AclPolicy;
import io.baton.zookeeper.internal.client.ConnectionAttempts;
import io.baton.zookeeper.internal.client.CuratorClient;
import io.baton.zookeeper.internal.client.LeftNodes;
import io.baton.zookeeper.internal.client.OwnClients;
import io.baton.zookeeper.internal.session.ZNodePaths;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.zookeeper.client.ConnectStringParser;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.PathUtils;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;

/**
 * Elections in Apache ZooKeeper 3.6 or later. Thread-safe.
 *
 * <p>With a connect string every session has a client of its own. A {@code CuratorFramework} that was handed in stays
 * its owner's: it is neither started nor closed here, and when its owner closes it, the session has ended.
 */
public final class ZooKeeperBackend implements ElectionBackend {

    static final String NAME = "zookeeper";

    private static final Duration DEFAULT_LEASE = Duration.ofSeconds(10);

    private final String servers;
    private final Function<SessionRequest, CuratorClient> clients;
    private final ZNodePaths paths;
    private final AclPolicy permissions;
    private final HighestOrderValue memory = new HighestOrderValue();
    private final Set<LeftNodes> left = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ZooKeeperSession session;

    private ZooKeeperBackend(Builder builder, Function<SessionRequest, CuratorClient> clients, AclPolicy permissions) {
        this.servers = builder.servers();
        this.clients = clients;
        this.permissions = permissions;
        paths = new ZNodePaths((builder.namespace.isEmpty() ? "" : "/" + builder.namespace) + builder.root);
    }

    /** A backend that makes its own connections, for example to {@code zk1:2181,zk2:2181/app}; a chroot must exist. */
    public static Builder connectingTo(String connectString) {
        if (new ConnectStringParser(connectString).getServerAddresses().isEmpty()) {
            throw new IllegalArgumentException("the connect string names no server: " + connectString);
        }
        return new Builder(connectString, null);
    }

    /**
     * A backend that uses a running client, with the client's session timeout, and its namespace unless
     * {@link Builder#namespace} says another.
     *
     * @throws IllegalArgumentException if the client was made by {@code usingNamespace}: such a client does not tell when it is
     *     closed
     */
    public static Builder using(CuratorFramework client) {
        try {
            client.getCuratorListenable();
        } catch (UnsupportedOperationException e) {
            throw new IllegalArgumentException(
                    "this CuratorFramework was made by usingNamespace and does not tell when it is closed: hand in the client"
                            + " that was started, and give the namespace to the builder",
                    e);
        }
        return new Builder(client.getZookeeperClient().getCurrentConnectionString(), client);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration defaultLeaseDuration() {
        return DEFAULT_LEASE;
    }

    @Override
    public BackendSession open(SessionRequest request, SessionFacts facts) {
        ZooKeeperSession opened = new ZooKeeperSession(
                new SessionTerms(clients.apply(request), paths, permissions, memory, left), request, facts);
        session = opened;
        opened.open();
        return opened;
    }

    @Override
    public void close() {
        ZooKeeperSession open = session;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public String toString() {
        return "ZooKeeper at " + servers + " (" + paths.root() + ")";
    }

    /** Collects what a backend needs. Not thread-safe. */
    public static final class Builder {

        private final String connectString;
        private final @Nullable CuratorFramework given;
        private String namespace = "";
        private String root = "/baton";
        private String scheme = "";
        private byte[] credentials = {};
        private Optional<AclPolicy> permissions = Optional.empty();
        private ZKClientConfig config = new ZKClientConfig();
        private boolean allowPlaintext;

        private Builder(String connectString, @Nullable CuratorFramework given) {
            this.connectString = connectString;
            this.given = given;
            if (given != null && given.getNamespace() != null) {
                namespace = given.getNamespace();
            }
        }

        /** The path under which everything lies; {@code /baton} unless set. */
        public Builder root(String path) {
            PathUtils.validatePath(path);
            if (path.equals("/")) {
                throw new IllegalArgumentException("the root of elections is a path below /");
            }
            root = path;
            return this;
        }

        /**
         * A path without its first slash that goes before the root, as Curator's namespace does. It takes the place of the
         * namespace of a client that was handed in.
         */
        public Builder namespace(String path) {
            if (!path.isEmpty()) {
                PathUtils.validatePath("/" + path);
            }
            namespace = path;
            return this;
        }

        /** Who this client is; for the scheme {@code digest}, {@code user:password}. */
        public Builder authorization(String authScheme, String auth) {
            refuseIfGiven("authorization");
            scheme = authScheme;
            credentials = auth.getBytes(StandardCharsets.UTF_8);
            return this;
        }

        /**
         * What every node is created with. Unless set, all rights go to the creator if this client is authenticated, and
         * to every client if not.
         */
        public Builder acl(List<ACL> acl) {
            return permissions(new AclPolicy(acl, false));
        }

        Builder permissions(AclPolicy chosen) {
            permissions = Optional.of(chosen);
            return this;
        }

        /** The configuration of ZooKeeper's client, for example for TLS. */
        public Builder clientConfig(ZKClientConfig clientConfig) {
            refuseIfGiven("the client's configuration");
            config = clientConfig;
            return this;
        }

        /** Unencrypted connections to other hosts are wanted, and no reason for a warning. */
        public Builder allowPlaintext() {
            allowPlaintext = true;
            return this;
        }

        public ZooKeeperBackend build() {
            CuratorFramework client = given;
            if (client != null) {
                return new ZooKeeperBackend(
                        this,
                        request -> CuratorClient.given(client),
                        permissions.orElseGet(AclPolicy::creatorAllOrOpen));
            }
            boolean authenticated = !scheme.isEmpty();
            AclPolicy chosen = permissions.orElseGet(authenticated ? AclPolicy::creatorAll : AclPolicy::open);
            ConnectionSettings settings = settings();
            settings.check();
            if (!allowPlaintext) {
                settings.warnOfPlaintext();
            }
            CuratorFrameworkFactory.Builder access = OwnClients.access(scheme, credentials);
            ConnectionAttempts attempts = new ConnectionAttempts();
            return new ZooKeeperBackend(
                    this,
                    request -> CuratorClient.own(new OwnClients(
                            settings.connectString(), settings.clientConfig(), access, request, attempts)),
                    chosen);
        }

        private String servers() {
            if (given != null) {
                return given.getZookeeperClient().getCurrentConnectionString();
            }
            return settings().servers();
        }

        private ConnectionSettings settings() {
            return new ConnectionSettings(connectString, config);
        }

        /** Without credentials. */
        @Override
        public String toString() {
            return "ZooKeeperBackend.Builder[" + connectString + "]";
        }

        private void refuseIfGiven(String what) {
            if (given != null) {
                throw new IllegalArgumentException(what + " is that of the CuratorFramework that was handed in");
            }
        }
    }
}
