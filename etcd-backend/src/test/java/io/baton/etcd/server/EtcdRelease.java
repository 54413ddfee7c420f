// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

/**
 * A release of etcd that tests run.
 *
 * @param version what its number begins with; empty for any
 */
public record EtcdRelease(String version, EtcdBinary etcd, EtcdBinary etcdctl) {

    /** What the system brings: {@link EtcdBinary} says where it is looked for. */
    public static final EtcdRelease SYSTEM = from(new EtcdBinary.Source("", "", "baton.etcd.image"));

    /** etcd 3.5: the system's if that is one, else that of Debian 13, unpacked and not installed. */
    public static final EtcdRelease V3_5 = from(new EtcdBinary.Source("3.5", "trixie", "baton.etcd35.image"));

    /** The one that {@code -Dbaton.etcd.version} names, as in {@code 3.5}; the system's if it names none. */
    static EtcdRelease configured() {
        String named = System.getProperty("baton.etcd.version", System.getenv().getOrDefault("BATON_ETCD_VERSION", ""));
        return switch (named) {
            case "" -> SYSTEM;
            case "3.5" -> V3_5;
            default -> throw new IllegalArgumentException("baton.etcd.version is 3.5 or not set, not '" + named + "'");
        };
    }

    private static EtcdRelease from(EtcdBinary.Source source) {
        return new EtcdRelease(
                source.version(),
                new EtcdBinary("etcd", "etcd-server", "--version", source),
                new EtcdBinary("etcdctl", "etcd-client", "version", source));
    }
}
