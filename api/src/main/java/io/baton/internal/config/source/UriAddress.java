// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config.source;

import io.baton.internal.config.SettingsReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a URI says before its question mark: the backend, and where its servers are. */
final class UriAddress {

    private static final String ZOOKEEPER = "zookeeper";
    private static final String ETCD = "etcd";
    private static final String ETCD_BY_TLS = "etcds";
    private static final String CONNECT_STRING = "baton.zookeeper.connect-string";
    private static final String ENDPOINTS = "baton.etcd.endpoints";

    private UriAddress() {}

    /** The keys that the scheme, the hosts and the path set. */
    static Map<String, SourcedValue> read(UriParts parts, ConfigurationKeys keys) {
        Map<String, SourcedValue> values = new TreeMap<>();
        values.put(SettingsReader.BACKEND, new SourcedValue(backend(parts.scheme(), keys), "the URI's scheme"));
        if (parts.hosts().isEmpty() && parts.path().isEmpty() && !parts.scheme().equals(ETCD_BY_TLS)) {
            return values;
        }
        switch (parts.scheme()) {
            case ZOOKEEPER -> {
                String connectString = String.join(",", hosts(parts)) + chroot(parts.path());
                values.put(CONNECT_STRING, new SourcedValue(connectString, "the URI's hosts and path"));
            }
            case ETCD, ETCD_BY_TLS -> {
                List<String> hosts = hosts(parts);
                refusePath(parts.path());
                // Without http:// the keys of TLS still decide.
                String protocol = parts.scheme().equals(ETCD) ? "" : "https://";
                String endpoints = hosts.stream().map(host -> protocol + host).collect(Collectors.joining(","));
                values.put(ENDPOINTS, new SourcedValue(endpoints, "the URI's hosts"));
            }
            default -> refuseAddress(parts.scheme(), parts.hosts().orElse("") + parts.path());
        }
        return values;
    }

    private static String backend(String scheme, ConfigurationKeys keys) {
        if (scheme.equals(ETCD_BY_TLS)) {
            return ETCD;
        }
        if (!keys.backends().contains(scheme)) {
            Set<String> schemes = new TreeSet<>(keys.backends());
            schemes.add(ETCD_BY_TLS);
            throw new IllegalArgumentException("the URI's scheme '" + scheme + "' names no backend; write one of "
                    + schemes + ", for example etcd://etcd-1:2379,etcd-2:2379");
        }
        return scheme;
    }

    private static List<String> hosts(UriParts parts) {
        String hosts = parts.hosts().orElse("");
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("the URI has no host after '" + parts.scheme() + ":'; write for example "
                    + parts.scheme() + "://host-1,host-2, or '"
                    + (parts.scheme().equals(ETCD_BY_TLS) ? ETCD : parts.scheme())
                    + ":' alone if another source has the hosts");
        }
        return UriHosts.read(hosts);
    }

    private static String chroot(String path) {
        if (path.indexOf(',') >= 0) {
            throw new IllegalArgumentException("the URI's path '" + path
                    + "' has a comma; the path follows the last host, once; write a comma of its own as %2C");
        }
        String decoded = PercentEncoding.decode("the URI's path", path);
        return decoded.equals("/") ? "" : decoded;
    }

    private static void refusePath(String path) {
        if (!path.isEmpty() && !path.equals("/")) {
            throw new IllegalArgumentException("the URI's path '" + path
                    + "' means nothing to etcd; what all keys begin with is the parameter etcd.prefix, for example"
                    + " ?etcd.prefix=baton/");
        }
    }

    private static void refuseAddress(String scheme, String address) {
        if (!address.isEmpty()) {
            throw new IllegalArgumentException(
                    "the URI has an address after '" + scheme + ":', but the backend " + scheme
                            + " has no address in a URI; leave it out and give keys: in the map, or as parameters, for example "
                            + (scheme.equals("raft")
                                    ? "raft:?raft.id=a&raft.members=a@host1:7001,b@host2:7001,c@host3:7001&raft.data-dir=/var/lib/baton"
                                    : scheme + ":?" + scheme + ".<key>=<value>"));
        }
    }
}
