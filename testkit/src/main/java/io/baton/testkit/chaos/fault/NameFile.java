// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Names and addresses as JVMs that are started with {@link #jvmArguments} see them: no others, and asked for each time. */
final class NameFile {

    private final Path hosts;
    private final Path security;

    NameFile(Path directory) {
        hosts = directory.resolve("hosts");
        try {
            security = Files.writeString(
                    directory.resolve("names.security"),
                    "networkaddress.cache.ttl=0\nnetworkaddress.cache.negative.ttl=0\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tell(Map.of());
    }

    List<String> jvmArguments() {
        return List.of(
                "-Djdk.net.hosts.file=" + hosts,
                "-Djava.security.properties=" + security,
                // Those who keep answers of their own ask this one.
                "-Dnetworkaddress.cache.ttl=0");
    }

    /** From now on these are the names, and this host's own. */
    void tell(Map<String, String> addressByName) {
        Map<String, String> names = new TreeMap<>(addressByName);
        names.put("localhost", "127.0.0.1");
        try {
            names.put(InetAddress.getLocalHost().getHostName(), "127.0.0.1");
        } catch (IOException nameless) {
            // Then none of its processes knows its name either.
        }
        StringBuilder lines = new StringBuilder();
        names.forEach((name, address) ->
                lines.append(address).append(' ').append(name).append('\n'));
        try {
            FileFaults.replace(hosts, lines.toString().getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
