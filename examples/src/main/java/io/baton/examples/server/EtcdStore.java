// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.server;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** An etcd in a process of its own; its program is the one on the PATH. */
final class EtcdStore implements Store {

    private static final String NAME = "etcd";
    private static final int ANSWER_MILLIS = 1_000;

    private final ChildProcess server;
    private final String endpoint;

    private EtcdStore(ChildProcess server, String endpoint) {
        this.server = server;
        this.endpoint = endpoint;
    }

    static EtcdStore start(Path directory) throws IOException {
        Path home = Files.createDirectory(directory.resolve(NAME));
        String endpoint = "http://127.0.0.1:" + LocalServer.freePort();
        String peers = "http://127.0.0.1:" + LocalServer.freePort();
        List<String> command = List.of(
                program().toString(),
                "--name=demo",
                "--data-dir=" + home,
                "--listen-client-urls=" + endpoint,
                "--advertise-client-urls=" + endpoint,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers,
                "--initial-cluster=demo=" + peers);
        ChildProcess server = ChildProcess.start(directory, NAME, command, line -> {}, exit -> {});
        LocalServer.awaitServing(
                "etcd", server, () -> asked(endpoint, "/health").contains("true"));
        return new EtcdStore(server, endpoint);
    }

    private static Path program() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, NAME))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new DemoFailure("there is no etcd on the PATH; install it (Debian, Ubuntu: apt-get"
                        + " install etcd-server; macOS: brew install etcd), or choose the backend raft, which needs no"
                        + " server"));
    }

    @Override
    public String description() {
        return "etcd " + asked(endpoint, "/version").replaceAll(".*\"etcdserver\":\"([^\"]*)\".*", "$1") + " at "
                + endpoint;
    }

    @Override
    public Map<String, String> configuration(String worker) {
        return Map.of("baton.backend", "etcd", "baton.etcd.endpoints", endpoint);
    }

    @Override
    public void close() {
        server.stop();
    }

    private static String asked(String endpoint, String path) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(endpoint + path).toURL().openConnection();
            connection.setConnectTimeout(ANSWER_MILLIS);
            connection.setReadTimeout(ANSWER_MILLIS);
            try (var answer = connection.getInputStream()) {
                return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException notYet) {
            return "";
        }
    }
}
