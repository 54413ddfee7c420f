// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.spi.BackendProvider;
import io.baton.spi.ElectionBackend;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZooKeeperBackendProviderTest {

    private static final String PREFIX = "baton.zookeeper.";

    private final BackendProvider provider = new ZooKeeperBackendProvider();

    @Test
    void isFound() {
        assertThat(ServiceLoader.load(BackendProvider.class))
                .extracting(BackendProvider::name)
                .contains("zookeeper");
    }

    @Test
    void everyKeyBeginsWithItsName() {
        assertThat(provider.keys()).allMatch(key -> key.startsWith(PREFIX));
    }

    @Test
    void saysThatTheServersAreMissing() {
        assertThatThrownBy(() -> provider.create(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("baton.zookeeper.connect-string is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "connect-string, ','",
        "connect-string, localhost/x//y",
        "root, no-slash",
        "root, /",
        "namespace, a//b",
        "acl, everybody",
        "auth, secret-without-user",
        "auth-scheme, digest",
        "allow-plaintext, maybe",
        "tls, 1",
        "client-config, /nowhere/zookeeper.properties",
    })
    void namesTheKeyOfAValueThatDoesNotFit(String key, String value) {
        Map<String, String> configuration = new HashMap<>(Map.of(PREFIX + "connect-string", "localhost"));
        configuration.put(PREFIX + key, value);
        assertThatThrownBy(() -> provider.create(configuration))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(PREFIX + key)
                .hasMessageNotContaining("secret");
    }

    @Test
    void takesEveryKey() {
        Map<String, String> configuration = new HashMap<>();
        provider.keys().stream()
                .filter(key -> !key.startsWith(PREFIX + "tls."))
                .forEach(key -> configuration.put(key, "secret"));
        configuration.put(PREFIX + "connect-string", "zk1:2181,zk2:2181/app");
        configuration.put(PREFIX + "root", "/elections");
        configuration.put(PREFIX + "namespace", "a/b");
        configuration.put(PREFIX + "auth-scheme", "digest");
        configuration.put(PREFIX + "auth", "user:secret");
        configuration.put(PREFIX + "acl", "creator-all-read-for-all");
        configuration.put(PREFIX + "tls", "true");
        configuration.put(PREFIX + "allow-plaintext", "false");
        configuration.remove(PREFIX + "client-config");
        try (ElectionBackend backend = provider.create(configuration)) {
            assertThat(backend.name()).isEqualTo("zookeeper");
            assertThat(backend.toString()).contains("/a/b/elections").doesNotContain("secret");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
