// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.support.AsyncLogger;
import io.baton.spi.support.Loopback;
import java.net.InetSocketAddress;
import org.apache.zookeeper.client.ConnectStringParser;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.apache.zookeeper.common.X509Exception;

/** What a backend connects with that makes its own connections. */
record ConnectionSettings(String connectString, ZKClientConfig clientConfig) {

    private static final AsyncLogger LOG = AsyncLogger.of(ZooKeeperBackend.class);

    /**
     * Refuses settings with which no session could stand, or outlast its connection.
     *
     * @throws IllegalArgumentException that names the key of the configuration
     */
    void check() {
        if (clientConfig.getBoolean(ZKClientConfig.DISABLE_AUTO_WATCH_RESET)) {
            throw new IllegalArgumentException(ZKClientConfig.DISABLE_AUTO_WATCH_RESET
                    + " cannot be true: a candidate's watches have to outlast a connection");
        }
        if (isSecure()) {
            checkTls();
        }
    }

    // ZooKeeper's client would try in vain for ever.
    private void checkTls() {
        try (ClientX509Util tls = new ClientX509Util()) {
            tls.createSSLContext(clientConfig);
        } catch (X509Exception e) {
            throw new IllegalArgumentException(
                    "the stores of keys and trust cannot be used; check baton.zookeeper.tls.*: " + e.getMessage(), e);
        }
    }

    private boolean isSecure() {
        return clientConfig.getBoolean(ZKClientConfig.SECURE_CLIENT);
    }

    /** Warns if another host is connected to without TLS. */
    void warnOfPlaintext() {
        if (isSecure()) {
            return;
        }
        new ConnectStringParser(connectString)
                .getServerAddresses().stream()
                        .map(InetSocketAddress::getHostString)
                        .filter(host -> !Loopback.includes(host))
                        .findFirst()
                        .ifPresent(host -> LOG.warn(
                                "the connection to {} is not encrypted: set baton.zookeeper.tls=true, or"
                                        + " baton.zookeeper.allow-plaintext=true if that is wanted",
                                host));
    }

    /** The servers as a log names them. */
    String servers() {
        return isSecure() ? connectString + " over TLS" : connectString;
    }
}
