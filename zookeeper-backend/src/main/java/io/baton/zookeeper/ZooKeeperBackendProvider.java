// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.BackendProvider;
import io.baton.spi.ElectionBackend;
import io.baton.spi.support.ConfigurationValues;
import io.baton.zookeeper.internal.client.AclPolicy;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ConfigException;

/** Makes a {@link ZooKeeperBackend} from the keys that begin with {@code baton.zookeeper.}. */
public final class ZooKeeperBackendProvider implements BackendProvider {

    private static final String PREFIX = "baton.zookeeper.";
    private static final String CONNECT_STRING = PREFIX + "connect-string";
    private static final String ROOT = PREFIX + "root";
    private static final String NAMESPACE = PREFIX + "namespace";
    private static final String AUTH_SCHEME = PREFIX + "auth-scheme";
    private static final String AUTH = PREFIX + "auth";
    private static final String ACL = PREFIX + "acl";
    private static final String ALLOW_PLAINTEXT = PREFIX + "allow-plaintext";
    private static final String CLIENT_CONFIG = PREFIX + "client-config";
    private static final String SASL_LOGIN_CONTEXT = PREFIX + "sasl.login-context";
    private static final String TLS = PREFIX + "tls";
    private static final String NETTY = "org.apache.zookeeper.ClientCnxnSocketNetty";

    /** What each key under {@code baton.zookeeper.tls.} is to ZooKeeper's client. */
    private static final Map<String, String> TLS_KEYS = Map.of(
            TLS + ".key-store", "zookeeper.ssl.keyStore.location",
            TLS + ".key-store-password", "zookeeper.ssl.keyStore.password",
            TLS + ".key-store-type", "zookeeper.ssl.keyStore.type",
            TLS + ".trust-store", "zookeeper.ssl.trustStore.location",
            TLS + ".trust-store-password", "zookeeper.ssl.trustStore.password",
            TLS + ".trust-store-type", "zookeeper.ssl.trustStore.type");

    @Override
    public String name() {
        return ZooKeeperBackend.NAME;
    }

    @Override
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>(TLS_KEYS.keySet());
        keys.addAll(Set.of(CONNECT_STRING, ROOT, NAMESPACE, AUTH_SCHEME, AUTH, ACL, ALLOW_PLAINTEXT, CLIENT_CONFIG));
        keys.addAll(Set.of(SASL_LOGIN_CONTEXT, TLS));
        return keys;
    }

    @Override
    public ElectionBackend create(Map<String, String> configuration) {
        ConfigurationValues values = new ConfigurationValues(configuration);
        values.check(CONNECT_STRING, ZooKeeperBackend::connectingTo);
        ZooKeeperBackend.Builder builder = ZooKeeperBackend.connectingTo(values.of(CONNECT_STRING)
                .orElseThrow(() -> new IllegalArgumentException(
                        CONNECT_STRING + " is missing: the servers, for example zk1:2181,zk2:2181,zk3:2181/app")));
        values.check(ROOT, builder::root);
        values.check(NAMESPACE, builder::namespace);
        builder.clientConfig(clientConfig(values));
        authenticate(values, builder);
        if (values.isTrue(ALLOW_PLAINTEXT, false)) {
            builder.allowPlaintext();
        }
        return builder.build();
    }

    private static void authenticate(ConfigurationValues values, ZooKeeperBackend.Builder builder) {
        Optional<String> auth = values.of(AUTH);
        if (auth.isEmpty() && values.of(AUTH_SCHEME).isPresent()) {
            throw new IllegalArgumentException(AUTH_SCHEME + " is set, but " + AUTH + " is not");
        }
        String scheme = values.of(AUTH_SCHEME).orElse("digest");
        if (auth.isPresent()) {
            if (scheme.equals("digest") && auth.get().indexOf(':') <= 0) {
                throw new IllegalArgumentException(AUTH + " does not have the form user:password");
            }
            builder.authorization(scheme, auth.get());
        }
        Optional<String> acl = values.of(ACL);
        if (acl.isPresent()) {
            builder.permissions(permissions(acl.get()));
        } else if (values.of(SASL_LOGIN_CONTEXT).isPresent()) {
            builder.permissions(AclPolicy.creatorAll());
        }
    }

    private static AclPolicy permissions(String word) {
        return switch (word) {
            case "open" -> AclPolicy.open();
            case "creator-all" -> AclPolicy.creatorAll();
            case "creator-all-read-for-all" -> AclPolicy.readForAll();
            default ->
                throw new IllegalArgumentException(
                        ACL + " is one of open, creator-all, creator-all-read-for-all; not " + word);
        };
    }

    private static ZKClientConfig clientConfig(ConfigurationValues values) {
        ZKClientConfig config = new ZKClientConfig();
        values.of(CLIENT_CONFIG).ifPresent(file -> addFile(config, file));
        set(config, ZKClientConfig.LOGIN_CONTEXT_NAME_KEY, values.of(SASL_LOGIN_CONTEXT));
        boolean stores = false;
        for (Map.Entry<String, String> tls : TLS_KEYS.entrySet()) {
            Optional<String> value = values.of(tls.getKey());
            set(config, tls.getValue(), value);
            stores |= value.isPresent();
        }
        if (values.isTrue(TLS, stores)) {
            config.setProperty(ZKClientConfig.SECURE_CLIENT, "true");
            // Only this transport of ZooKeeper's client speaks TLS.
            config.setProperty(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, NETTY);
        } else if (stores) {
            throw new IllegalArgumentException(TLS + " is false, but there are keys below it");
        }
        return config;
    }

    private static void addFile(ZKClientConfig config, String file) {
        try {
            config.addConfiguration(Path.of(file));
        } catch (ConfigException | InvalidPathException e) {
            throw new IllegalArgumentException(CLIENT_CONFIG + " cannot be read: " + file, e);
        }
    }

    private static void set(ZKClientConfig config, String property, Optional<String> value) {
        if (value.isPresent()) {
            config.setProperty(property, value.get());
        }
    }
}
