// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.etcd.server.Pem;
import io.baton.spi.BackendProvider;
import io.baton.spi.ElectionBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EtcdBackendProviderTest {

    private static final String PREFIX = "baton.etcd.";

    @TempDir
    private static Path directory;

    private static Pem pem;

    private final BackendProvider provider = new EtcdBackendProvider();

    @BeforeAll
    static void make() throws Exception {
        pem = Pem.make(directory, "client", "dns:client.invalid");
        Pem.make(directory, "other", "dns:client.invalid");
        Files.writeString(directory.resolve("garbage"), "neither a certificate nor a secret key");
        Files.writeString(directory.resolve("empty"), "");
    }

    @Test
    void isFound() {
        assertThat(ServiceLoader.load(BackendProvider.class))
                .extracting(BackendProvider::name)
                .contains("etcd");
    }

    @Test
    void everyKeyBeginsWithItsName() {
        assertThat(provider.keys()).allMatch(key -> key.startsWith(PREFIX));
    }

    @Test
    void saysThatTheMembersAreMissing() {
        refused(Map.of(), "baton.etcd.endpoints is missing");
        refused(Map.of(PREFIX + "endpoints", ""), "baton.etcd.endpoints");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",",
                ", ,",
                "ftp://a:2379",
                "http://",
                "http://:2379",
                "http://a:port",
                "http://a:0",
                "http://a:70000",
                "http://a:99999999999",
                "http://a:2379/path",
                "http://a:2379?x=y",
                "http://a:2379 http://b:2379",
                "http://user:secret@a:2379",
                "http://::1:2379",
                "http://[::1",
                "http://[a]:2379",
                "http://a b:2379",
                "2379:a",
                "/baton",
            })
    void refusesEndpointsOfAnotherForm(String endpoints) {
        refused(Map.of(PREFIX + "endpoints", endpoints), "baton.etcd.endpoints");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a:2379",
                "http://a",
                "http://a:2379/",
                "http://[::1]:2379",
                "http://a:1, http://b:2 ,c:3",
                "https://a:2379,https://b:2379",
                "https://a:2379,b:2379",
                "http://a:2379,,http://b:2379,",
                "HTTP://a:2379",
                "Https://a:2379",
                "http://a_b:2379",
                "http://a:1,http://A:1",
            })
    void takesEndpointsOfTheRightForms(String endpoints) throws Exception {
        try (ElectionBackend backend = provider.create(Map.of(PREFIX + "endpoints", endpoints))) {
            assertThat(backend.name()).isEqualTo("etcd");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a_b:2379", "https://a:2379,https://a..b:2379"})
    void refusesNamesThatNoCertificateCanBeFor(String endpoints) throws Exception {
        refused(Map.of(PREFIX + "endpoints", endpoints), "baton.etcd.authority");
        provider.create(Map.of(PREFIX + "endpoints", endpoints, PREFIX + "authority", "a"))
                .close();
    }

    @Test
    void refusesTlsForSomeEndpointsOnly() {
        refused(Map.of(PREFIX + "endpoints", "http://a:2379,https://b:2379"), "every endpoint speaks TLS");
        refused(with("tls", "true"), "every endpoint speaks TLS");
    }

    @ParameterizedTest
    @CsvSource({
        "prefix, no-slash, prefix",
        "user, worker, password",
        "password, secret, user",
        "allow-plaintext, maybe, allow-plaintext",
        "use-proxy, maybe, use-proxy",
        "authority, a_b, authority",
        "tls, 1, tls",
        "tls.certificate, client.pem, tls.key",
        "tls.key, client-key.pem, tls.certificate",
        "tls.trusted-certificates, nowhere.pem, tls.trusted-certificates",
        "tls.trusted-certificates, ., tls.trusted-certificates",
        "tls.trusted-certificates, garbage, tls.trusted-certificates",
        "tls.trusted-certificates, empty, tls.trusted-certificates",
        "tls.trusted-certificates, client-key.pem, tls.trusted-certificates",
    })
    void namesTheKeyOfAValueThatDoesNotFit(String key, String value, String named) {
        Map<String, String> configuration = with(key, key.startsWith("tls.") ? file(value) : value);
        if (key.startsWith("tls.")) {
            configuration.put(PREFIX + "endpoints", "https://localhost:2379");
        }
        refused(configuration, PREFIX + named);
    }

    @ParameterizedTest
    @CsvSource({
        "nowhere.pem, client-key.pem, tls.certificate",
        "garbage, client-key.pem, tls.certificate",
        "client-key.pem, client-key.pem, tls.certificate",
        "client.pem, nowhere.pem, tls.key",
        "client.pem, garbage, tls.key",
        "client.pem, empty, tls.key",
        "client.pem, client.pem, tls.key",
        "client.pem, other-key.pem, tls.key",
    })
    void namesTheFileThatCannotBeUsed(String certificate, String key, String named) {
        Map<String, String> configuration = with("endpoints", "https://localhost:2379");
        configuration.put(PREFIX + "tls.certificate", file(certificate));
        configuration.put(PREFIX + "tls.key", file(key));
        refused(configuration, PREFIX + named);
    }

    @Test
    void refusesFilesOfTlsWithoutTls() {
        Map<String, String> configuration = with("tls", "false");
        configuration.put(PREFIX + "tls.trusted-certificates", file("client.pem"));
        refused(configuration, PREFIX + "tls is false");
    }

    @Test
    void takesEveryKey() throws Exception {
        Map<String, String> configuration = new HashMap<>();
        configuration.put(PREFIX + "endpoints", "https://a:2379,https://b:2379");
        configuration.put(PREFIX + "prefix", "elections/");
        configuration.put(PREFIX + "user", "worker");
        configuration.put(PREFIX + "password", "secret");
        configuration.put(PREFIX + "authority", "etcd.example.org");
        configuration.put(PREFIX + "allow-plaintext", "false");
        configuration.put(PREFIX + "use-proxy", "false");
        configuration.put(PREFIX + "tls", "true");
        configuration.put(PREFIX + "tls.trusted-certificates", pem.certificate().toString());
        configuration.put(PREFIX + "tls.certificate", pem.certificate().toString());
        configuration.put(PREFIX + "tls.key", pem.key().toString());
        assertThat(configuration.keySet()).isEqualTo(provider.keys());
        try (ElectionBackend backend = provider.create(configuration)) {
            assertThat(backend.toString())
                    .contains("https://a:2379", "elections/")
                    .doesNotContain("secret");
        }
    }

    private static String file(String name) {
        return directory.resolve(name).toString();
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> configuration = new HashMap<>(Map.of(PREFIX + "endpoints", "http://localhost:2379"));
        configuration.put(PREFIX + key, value);
        return configuration;
    }

    private void refused(Map<String, String> configuration, String named) {
        assertThatThrownBy(() -> provider.create(configuration))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named)
                .hasMessageNotContaining("secret");
    }
}
