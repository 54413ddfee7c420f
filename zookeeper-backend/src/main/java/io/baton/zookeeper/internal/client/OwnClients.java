// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.client;

import io.baton.spi.SessionRequest;
import java.time.Duration;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.ExponentialBackoffRetry;
import org.apache.zookeeper.client.ZKClientConfig;

/**
 * Makes the clients of one session. Host names, key stores, trust stores and JAAS logins are read by ZooKeeper's client for
 * each connection, so that what has changed on disk counts from the next connection on.
 *
 * @param access who this process is to the servers
 */
public record OwnClients(
        String connectString,
        ZKClientConfig config,
        CuratorFrameworkFactory.Builder access,
        SessionRequest request,
        ConnectionAttempts attempts) {

    public static CuratorFrameworkFactory.Builder access(String scheme, byte[] credentials) {
        CuratorFrameworkFactory.Builder builder = CuratorFrameworkFactory.builder();
        return scheme.isEmpty() ? builder : builder.authorization(scheme, credentials);
    }

    CuratorFramework create(TrackedZooKeeperFactory trackedZooKeeperFactory) {
        int lease = millis(request.leaseDuration());
        return access.connectString(connectString)
                .retryPolicy(new ExponentialBackoffRetry(100, 3))
                // CURATOR-345: the servers' own addresses can be unreachable from here.
                .ensembleTracker(false)
                .canBeReadOnly(false)
                .zkClientConfig(config)
                .sessionTimeoutMs(lease)
                .connectionTimeoutMs(lease)
                .waitForShutdownTimeoutMs(millis(request.requestTimeout()))
                .zookeeperFactory(trackedZooKeeperFactory)
                .build();
    }

    /** The section of JAAS without which there is to be no connection: one that was configured for this client only. */
    Optional<String> requiredLogin() {
        return Optional.ofNullable(config.getProperty(ZKClientConfig.LOGIN_CONTEXT_NAME_KEY))
                .filter(section -> !section.equals(System.getProperty(ZKClientConfig.LOGIN_CONTEXT_NAME_KEY)));
    }

    // The servers cut it to their maximum.
    private static int millis(Duration duration) {
        return duration.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) > 0
                ? Integer.MAX_VALUE
                : (int) duration.toMillis();
    }
}
