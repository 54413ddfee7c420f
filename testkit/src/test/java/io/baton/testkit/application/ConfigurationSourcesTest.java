// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.ElectorOptions;
import io.baton.testkit.memory.MemoryBackendProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections whose keys come from a URI, from system properties and from a file, as an application makes them. */
class ConfigurationSourcesTest {

    private final Map<String, String> before = new HashMap<>();
    private final Connections connections = new Connections();

    @TempDir
    Path directory;

    /** A property of the build is none of the test. */
    @BeforeEach
    void clearProperties() {
        for (String key : System.getProperties().stringPropertyNames()) {
            if (key.startsWith("baton.")) {
                before.put(key, System.getProperty(key));
                System.clearProperty(key);
            }
        }
    }

    @AfterEach
    void restoreProperties() {
        connections.close();
        System.getProperties().stringPropertyNames().stream()
                .filter(key -> key.startsWith("baton."))
                .forEach(System::clearProperty);
        before.forEach(System::setProperty);
    }

    private ElectorOptions options(Baton baton) {
        return connections.add(baton).options();
    }

    @Test
    void aUriConnects() throws Exception {
        Baton baton = connections.add(Baton.connect("memory:?memory.store=by-uri&lease=60s&candidate-id=pod%207"));
        assertThat(baton.elector("billing").start().awaitLeadership(Connections.SOON))
                .isPresent();
        assertThat(baton.elector("billing-2").candidate().id()).isEqualTo("pod 7");
        assertThat(MemoryBackendProvider.store("by-uri")).isNotSameAs(MemoryBackendProvider.store("default"));
    }

    @Test
    void eachSourceGoesBeforeTheNext() throws Exception {
        Path file = Files.writeString(
                directory.resolve("baton.properties"),
                "baton.backend=memory\nbaton.resign-backoff=1m\nbaton.drain-timeout=1m\nbaton.lease-duration=60s\n");
        System.setProperty("baton.config", file.toString());
        assertThat(options(Baton.connect()).drainTimeout()).isEqualTo(Duration.ofMinutes(1));
        System.setProperty("baton.drain-timeout", "2m");
        assertThat(options(Baton.connect()).drainTimeout()).isEqualTo(Duration.ofMinutes(2));
        String uri = "memory:?drain-timeout=3m";
        assertThat(options(Baton.connect(uri)).drainTimeout()).isEqualTo(Duration.ofMinutes(3));
        Map<String, String> map = Map.of("baton.drain-timeout", "4m");
        assertThat(options(Baton.connect(uri, map)).drainTimeout()).isEqualTo(Duration.ofMinutes(4));
        assertThat(options(Baton.connectFromEnvironment(map)).drainTimeout()).isEqualTo(Duration.ofMinutes(4));
        assertThat(options(Baton.connectFromEnvironment(map)).resignBackoff()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aMapAloneIsReadAlone() {
        System.setProperty("baton.drain-timeout", "2m");
        System.setProperty("baton.unknown", "x");
        assertThat(options(Baton.connect(Map.of("baton.backend", "memory"))).drainTimeout())
                .isEqualTo(Duration.ofSeconds(10));
        assertThatThrownBy(() -> Baton.connect(Map.of("baton.config", "x"))).hasMessageContaining("baton.config");
    }

    @Test
    void anErrorNamesTheSource() {
        System.setProperty("baton.request-timeout", "50s");
        assertThatThrownBy(() -> Baton.connect("memory:?lease=60s"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "baton.request-timeout is from a system property", "from the URI's parameter 'lease'");
        System.clearProperty("baton.request-timeout");
        assertThatThrownBy(Baton::connect).hasMessageContainingAll("baton.backend is not set", "BATON_BACKEND");
    }
}
