// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a server is configured: options of etcd, by their names without dashes. Immutable.
 *
 * @param forcesWrites whether a write is on disk before it is acknowledged
 */
public record EtcdSpec(Map<String, String> options, boolean forcesWrites, EtcdRelease release) {

    public EtcdSpec {
        options = Map.copyOf(options);
    }

    /**
     * As etcd is by default: heartbeats every 100 ms, an election after 1 s of silence, so leases of 2 s and longer.
     * But writes are acknowledged before they are on disk where etcd can do that (since 3.5): quicker, and safe as long
     * as only processes die.
     */
    public static EtcdSpec standard() {
        return new EtcdSpec(Map.of(), false, EtcdRelease.configured());
    }

    /** Another release than the one that all tests run by default. */
    public EtcdSpec of(EtcdRelease other) {
        return new EtcdSpec(options, forcesWrites, other);
    }

    public EtcdSpec withForcedWrites() {
        return new EtcdSpec(options, true, release);
    }

    /** The shortest lease that can be had is 1.5 election timeouts, rounded up to whole seconds. */
    public EtcdSpec elections(Duration heartbeat, Duration timeout) {
        return option("heartbeat-interval", Long.toString(heartbeat.toMillis()))
                .option("election-timeout", Long.toString(timeout.toMillis()));
    }

    /** A server whose data grow beyond this refuses writes. */
    public EtcdSpec quotaBytes(long bytes) {
        return option("quota-backend-bytes", Long.toString(bytes));
    }

    /** For how many whole seconds an unused token of a user is good, once authentication is on. */
    public EtcdSpec authTokenTtl(Duration ttl) {
        return option("auth-token", "simple").option("auth-token-ttl", Long.toString(ttl.toSeconds()));
    }

    /** Clients have to speak TLS. */
    public EtcdSpec tls(Path certificate, Path key) {
        return option("cert-file", certificate.toString()).option("key-file", key.toString());
    }

    /** Clients have to show a certificate as well. */
    public EtcdSpec clientCertificates(Path authority) {
        return option("client-cert-auth", "true").option("trusted-ca-file", authority.toString());
    }

    /** Any option of etcd; directories and addresses are given by the fixture. */
    public EtcdSpec option(String name, String value) {
        Map<String, String> changed = new TreeMap<>(options);
        changed.put(name, value);
        return new EtcdSpec(changed, forcesWrites, release);
    }

    boolean isTls() {
        return options.containsKey("cert-file");
    }

    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        new TreeMap<>(options).forEach((name, value) -> arguments.add("--" + name + "=" + value));
        if (!forcesWrites && release.etcd().knows("unsafe-no-fsync")) {
            arguments.add("--unsafe-no-fsync");
        }
        return arguments;
    }
}
