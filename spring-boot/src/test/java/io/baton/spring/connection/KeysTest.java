// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.etcd.EtcdBackendProvider;
import io.baton.internal.Connector;
import io.baton.raft.RaftBackendProvider;
import io.baton.spi.BackendProvider;
import io.baton.testkit.memory.MemoryBackendProvider;
import io.baton.zookeeper.ZooKeeperBackendProvider;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;

/** The keys of plain Java, the properties of Spring and what an IDE offers are one list. */
class KeysTest {

    private static final List<BackendProvider> PROVIDERS = List.of(
            new ZooKeeperBackendProvider(),
            new EtcdBackendProvider(),
            new RaftBackendProvider(),
            new MemoryBackendProvider());

    private static Set<String> plain() {
        Set<String> keys = new TreeSet<>(Connector.keys());
        PROVIDERS.forEach(provider -> keys.addAll(provider.keys()));
        return keys;
    }

    @Test
    void thePropertiesAreTheKeysOfPlainJava() {
        assertThat(PlainKeys.names()).isEqualTo(plain()).hasSizeGreaterThan(50);
    }

    @Test
    void theMetadataHasThePropertiesAndWhatIsSpringsAlone() throws IOException {
        Set<String> expected = Stream.concat(plain().stream(), KnownKeys.SPRING_ONLY.stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> offered = new TreeSet<>();
        for (Map<String, Object> property : items("properties")) {
            String name = text(property, "name");
            if (!name.startsWith("baton.")) {
                continue;
            }
            if (text(property, "type").startsWith("java.util.Map")) {
                offered.addAll(below(name));
            } else {
                offered.add(name);
            }
        }
        assertThat(offered).isEqualTo(expected);
    }

    /** An IDE completes what follows the name in a map from the type of its values. */
    private static Set<String> below(String map) {
        return PlainKeys.names().stream()
                .filter(key -> key.startsWith(map + ".*"))
                .collect(Collectors.toSet());
    }

    @Test
    void everyPropertyIsDescribedInTheStyleOfSpringBoot() throws IOException {
        for (Map<String, Object> property : items("properties")) {
            String name = text(property, "name");
            String description = text(property, "description");
            assertThat(description)
                    .as(name)
                    .isNotBlank()
                    .endsWith(".")
                    .doesNotStartWith("The ")
                    .doesNotStartWith("A ");
            if (text(property, "type").equals("java.lang.Boolean")) {
                assertThat(description).as(name).startsWith("Whether ");
            }
        }
    }

    @Test
    void hintsBelongToPropertiesThatExist() throws IOException {
        Set<String> names = items("properties").stream()
                .map(property -> text(property, "name"))
                .collect(Collectors.toSet());
        List<String> hinted =
                items("hints").stream().map(hint -> text(hint, "name")).toList();
        assertThat(hinted).contains("baton.backend");
        assertThat(hinted)
                .allMatch(hint -> names.contains(hint) || names.contains(hint.replaceAll("\\.(keys|values)$", "")));
    }

    private static List<Map<String, Object>> items(String section) throws IOException {
        for (URL url : Collections.list(
                KeysTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (var in = url.openStream()) {
                String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                if (json.contains("\"baton.backend\"")) {
                    return items(JsonParserFactory.getJsonParser().parseMap(json), section);
                }
            }
        }
        throw new AssertionError("no metadata of this module");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> items(Map<String, Object> metadata, String section) {
        return (List<Map<String, Object>>) metadata.getOrDefault(section, List.of());
    }

    private static String text(Map<String, Object> item, String field) {
        return String.valueOf(item.getOrDefault(field, ""));
    }
}
