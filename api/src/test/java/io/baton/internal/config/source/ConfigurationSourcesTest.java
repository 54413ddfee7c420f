// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One order of precedence for all sources, and errors that say which source they are about. */
class ConfigurationSourcesTest {

    private static final String KEY = "baton.candidate-id";
    private static final String VARIABLE = "BATON_CANDIDATE_ID";
    private static final List<String> ORDER = List.of("map", "uri", "property", "variable", "file");

    @TempDir
    Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("baton.properties"), text, StandardCharsets.UTF_8);
    }

    private static ConnectionConfiguration read(Map<String, String> properties, Map<String, String> environment) {
        return new ConfigurationSources(properties, environment).under(Map.of(), Keys.KNOWN);
    }

    private static void refused(Map<String, String> properties, Map<String, String> environment, String... inMessage) {
        assertThatThrownBy(() -> read(properties, environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(inMessage);
    }

    @Test
    void theFirstSourceThatHasAKeyDecides() throws IOException {
        for (int sources = 0; sources < 1 << ORDER.size(); sources++) {
            Set<String> with = new TreeSet<>();
            for (int i = 0; i < ORDER.size(); i++) {
                if ((sources & 1 << i) != 0) {
                    with.add(ORDER.get(i));
                }
            }
            Map<String, String> keys = keysWith(with);
            assertThat(keys.getOrDefault(KEY, "none"))
                    .isEqualTo(ORDER.stream().filter(with::contains).findFirst().orElse("none"));
            assertThat(keys).doesNotContainKey("baton.config");
        }
    }

    /** Each of these sources sets the key to its own name. */
    private Map<String, String> keysWith(Set<String> sources) throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put(
                "BATON_CONFIG",
                file(sources.contains("file") ? KEY + " = file" : "").toString());
        if (sources.contains("variable")) {
            environment.put(VARIABLE, "variable");
        }
        Map<String, String> properties = sources.contains("property") ? Map.of(KEY, "property") : Map.of();
        Map<String, String> map = sources.contains("map") ? Map.of(KEY, "map") : Map.of();
        String uri = sources.contains("uri") ? "memory:?candidate-id=uri" : "memory:";
        return new ConfigurationSources(properties, environment)
                .under(map, uri, Keys.KNOWN)
                .keys();
    }

    @Test
    void blankTextIsNotSetOutsideOfTheMap() throws IOException {
        Path file = file(KEY + "=file\nbaton.backend=\n");
        ConfigurationSources sources = new ConfigurationSources(
                Map.of(KEY, " ", "baton.config", file.toString()), Map.of(VARIABLE, "", "BATON_CONFIG", "elsewhere"));
        assertThat(sources.under(Map.of(), Keys.KNOWN).keys()).isEqualTo(Map.of(KEY, "file"));
        assertThat(sources.under(Map.of(KEY, ""), Keys.KNOWN).keys()).isEqualTo(Map.of(KEY, ""));
        assertThat(sources.under(Map.of("baton.config", ""), Keys.KNOWN).keys()).isEmpty();
    }

    @Test
    void aFileIsInUtf8AndItsOtherKeysAreLeftAlone() throws IOException {
        Path file = file("spring.port=1\n" + KEY + "=Zürich\nbaton.elections.a.b.drain-timeout: 3s\n");
        assertThat(read(Map.of(), Map.of("BATON_CONFIG", file.toString())).keys())
                .isEqualTo(Map.of(KEY, "Zürich", "baton.elections.a.b.drain-timeout", "3s"));
    }

    @Test
    void aFileThatCannotBeReadIsNamedWithItsSource() throws IOException {
        String missing = directory.resolve("absent.properties").toString();
        refused(Map.of(), Map.of("BATON_CONFIG", missing), missing, "NoSuchFile", "variable BATON_CONFIG");
        refused(Map.of("baton.config", directory.toString()), Map.of(), directory.toString(), "a system property");
        Path file = directory.resolve("latin.properties");
        Files.write(file, (KEY + "=Z\u00fcrich").getBytes(StandardCharsets.ISO_8859_1));
        refused(Map.of("baton.config", file.toString()), Map.of(), "MalformedInput", "UTF-8");
        Files.writeString(file, "baton.etcd.password=\\uS3cret");
        assertThatThrownBy(() -> read(Map.of("baton.config", file.toString()), Map.of()))
                .hasMessageContaining("cannot be read")
                .hasMessageNotContaining("S3cret");
        refused(Map.of("baton.config", file("baton.config=x").toString()), Map.of(), "names no other file");
    }

    @Test
    void anUnknownKeyIsRefusedWithItsSource() throws IOException {
        Path file = file("baton.etcd.pasword=S3cret");
        assertThatThrownBy(() -> read(Map.of("baton.config", file.toString()), Map.of()))
                .hasMessageContainingAll("baton.etcd.pasword", "baton.etcd.password", "the file " + file)
                .hasMessageNotContaining("S3cret");
        assertThatThrownBy(() -> new ConfigurationSources(Map.of(), Map.of())
                        .under(Map.of("baton.foo", "x", "other", "y"), Keys.KNOWN))
                .hasMessageContainingAll("unknown key baton.foo", "from the map");
    }

    @Test
    void aSystemPropertyThatSetsNoKeyIsIgnored() {
        Map<String, String> properties =
                Map.of("baton.leese-duration", "1s", "baton.testcontainers.etcd", "image", KEY, "a", "other", "x");
        ConnectionConfiguration read =
                read(properties, Map.of("BATON_TESTCONTAINERS_ETCD", "image", "BATON_LEESE_DURATION", "S3cret"));
        assertThat(read.keys()).isEqualTo(Map.of(KEY, "a"));
        assertThat(read.ignored())
                .hasSize(2)
                .anyMatch(why -> why.contains("BATON_LEESE_DURATION (closest: BATON_LEASE_DURATION"))
                .anyMatch(why -> why.contains("baton.leese-duration; nearest known key: baton.lease-duration"))
                .noneMatch(why -> why.contains("S3cret"));
    }

    @Test
    void onlyTheKeyAtFaultIsNamedWithItsSource() throws IOException {
        Path file = file("baton.lease-duraton=5s");
        assertThatThrownBy(() -> read(Map.of("baton.config", file.toString()), Map.of("BATON_LEASE_DURATION", "6s")))
                .hasMessageContainingAll("nearest known key: baton.lease-duration", "the file " + file)
                .hasMessageNotContaining("BATON_LEASE_DURATION");
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheFirstKey() throws IOException {
        Path file = file("\uFEFF" + KEY + "=first");
        assertThat(read(Map.of("baton.config", file.toString()), Map.of()).keys())
                .isEqualTo(Map.of(KEY, "first"));
    }

    @Test
    void keysOfABackendWithoutItsJarMayStay() {
        assertThat(read(Map.of("baton.raft.anything", "x"), Map.of("BATON_RAFT_ANYTHING", "x"))
                        .keys())
                .isEqualTo(Map.of("baton.raft.anything", "x"));
    }

    @Test
    void anErrorSaysFromWhereItsKeysAre() {
        ConnectionConfiguration configuration = new ConfigurationSources(
                        Map.of("baton.etcd.tls", "x"),
                        Map.of("BATON_REQUEST_TIMEOUT", "3s", "BATON_ETCD_TLS_KEY", "S3cret"))
                .under(Map.of("baton.candidate-id", "a"), "etcd://h?lease=4s", Keys.KNOWN);
        assertThat(explained(
                        configuration, "baton.request-timeout (3s) is more than half of baton.lease-duration (4s)"))
                .isEqualTo("baton.request-timeout (3s) is more than half of baton.lease-duration (4s)"
                        + " (baton.lease-duration is from the URI's parameter 'lease';"
                        + " baton.request-timeout is from the environment variable BATON_REQUEST_TIMEOUT)");
        assertThat(explained(configuration, "baton.etcd.tls.key is bad."))
                .endsWith("(baton.etcd.tls.key is from the environment variable BATON_ETCD_TLS_KEY)");
        assertThat(explained(configuration, "about nothing")).isEqualTo("about nothing");
        assertThat(configuration.toString()).doesNotContain("S3cret").contains("baton.etcd.tls.key=the environment");
    }

    @Test
    void aBackendThatIsNotSetIsMissedInEverySource() {
        assertThat(explained(read(Map.of(), Map.of()), "baton.backend is not set; give one"))
                .contains("BATON_BACKEND", "baton.config", "URI");
    }

    private static String explained(ConnectionConfiguration configuration, String message) {
        return String.valueOf(
                configuration.explained(new IllegalArgumentException(message)).getMessage());
    }
}
