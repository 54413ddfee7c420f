// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether each server that the configuration names has an address and takes connections. A connection is made if one of several does:
 * the others are found only here.
 */
final class ServersCheck {

    private static final Duration CONNECT_BOUND = Duration.ofSeconds(3);

    /** Where each backend is told of its servers. */
    private static final Map<String, String> KEYS = Map.of(
            "zookeeper", "baton.zookeeper.connect-string",
            "etcd", "baton.etcd.endpoints",
            "raft", "baton.raft.members");

    /** Where none is given. */
    private static final Map<String, Integer> PORTS = Map.of("zookeeper", 2181, "etcd", 2379);

    private static final int HIGHEST_PORT = 65_535;

    private static final Pattern SERVER =
            Pattern.compile("(?:https?://|[^@]+@)?(?<host>\\[[^\\]]+\\]|[^:/\\[\\]]+)(?::(?<port>\\d{1,5}))?/?");

    private final List<Finding> findings = new ArrayList<>();
    private int asked;

    private ServersCheck() {}

    static ServersCheck of(Map<String, String> keys) {
        ServersCheck check = new ServersCheck();
        String backend = keys.getOrDefault("baton.backend", "").strip();
        String key = KEYS.getOrDefault(backend, "");
        // A proxy looks names up itself.
        if (key.isEmpty()
                || keys.getOrDefault("baton.etcd.use-proxy", "false").strip().equals("true")) {
            return check;
        }
        String servers = keys.getOrDefault(key, "");
        if (backend.equals("zookeeper") && servers.indexOf('/') >= 0) {
            servers = servers.substring(0, servers.indexOf('/'));
        }
        for (String server : servers.split(",", -1)) {
            Matcher form = SERVER.matcher(server.strip());
            if (form.matches()) {
                String port = form.group("port");
                int number = port == null ? PORTS.getOrDefault(backend, 0) : Integer.parseInt(port);
                // The backend refuses a port that is none.
                if (number <= HIGHEST_PORT) {
                    check.ask(key, form.group("host"), number);
                }
            }
        }
        return check;
    }

    List<Finding> findings() {
        return findings;
    }

    /** Whether there is no use in a connection. */
    boolean isNoneReached() {
        return asked > 0 && findings.size() == asked;
    }

    private void ask(String key, String host, int port) {
        asked++;
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            findings.add(
                    new Finding(
                            "server",
                            key + " names the host " + host
                                    + ", which this machine cannot resolve: correct the name, or have DNS or /etc/hosts know it"));
            return;
        }
        try (Socket socket = new Socket()) {
            socket.connect(address, Math.toIntExact(CONNECT_BOUND.toMillis()));
        } catch (IOException e) {
            findings.add(new Finding(
                    "server",
                    key + " names " + host + ":" + port + ", which takes no connection (" + e.getMessage()
                            + "): check that the server runs, the port, and the firewall between"));
        }
    }
}
