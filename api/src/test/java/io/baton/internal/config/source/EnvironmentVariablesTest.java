// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A variable is called as its key, and what is like one of ours but none is ignored with a word. */
class EnvironmentVariablesTest {

    private static Map<String, String> values(Map<String, String> environment) {
        return new ConnectionConfiguration(
                        EnvironmentVariables.read(environment, Keys.KNOWN).values())
                .keys();
    }

    private static String ignored(String name) {
        return String.join(
                "; ",
                EnvironmentVariables.read(Map.of(name, "S3cret"), Keys.KNOWN).ignored());
    }

    @Test
    void everyKeyHasAVariableOfItsOwn() {
        assertThat(Keys.KNOWN.all())
                .filteredOn(key -> key.indexOf('*') < 0)
                .hasSizeGreaterThan(20)
                .allSatisfy(key ->
                        assertThat(values(Map.of(VariableNames.name(key), "x"))).isEqualTo(Map.of(key, "x")));
        assertThat(VariableNames.name("baton.zookeeper.connect-string")).isEqualTo("BATON_ZOOKEEPER_CONNECT_STRING");
    }

    @Test
    void anAttributeIsNamedInSmallLettersWithDots() {
        assertThat(values(Map.of("BATON_ATTRIBUTES_URL", "http://10.0.0.7:8080", "BATON_ATTRIBUTES_POD_NAME", "p-7")))
                .isEqualTo(Map.of("baton.attributes.url", "http://10.0.0.7:8080", "baton.attributes.pod.name", "p-7"));
        assertThat(ignored("BATON_ATTRIBUTES_")).contains("BATON_ATTRIBUTES_ (closest");
    }

    @Test
    void aVariableThatSetsNoKeyIsNamedWithoutItsValue() {
        assertThat(ignored("BATON_ETCD_PASWORD"))
                .isEqualTo("BATON_ETCD_PASWORD (closest: BATON_ETCD_PASSWORD for baton.etcd.password)");
        assertThat(ignored("BATON_LEASEDURATION")).contains("BATON_LEASE_DURATION for baton.lease-duration");
        assertThat(ignored("BATON_ELECTIONS_BILLING_DRAIN_TIMEOUT")).contains("baton.elections.<name>", "baton.config");
        assertThat(ignored("BATON_RAFT_MEMBERS")).as("its jar is missing").isEmpty();
        assertThat(ignored("BATONS")).isEmpty();
        for (String told : new String[] {"BATON_CANDIDATE", "BATON_ELECTION", "BATON_TOKEN"}) {
            assertThat(ignored(told)).as("baton run tells its command").isEmpty();
            assertThat(ignored(told + "S")).as("a mistake").isNotEmpty();
        }
        assertThat(ignored("baton_lease_duration")).isEmpty();
    }

    @Test
    void aNameOfTwoKeysIsRefused() {
        ConfigurationKeys twins = Keys.withBackendKeys("baton.x.a-b", "baton.x.a.b");
        assertThatThrownBy(() -> EnvironmentVariables.read(Map.of("BATON_X_A_B", "S3cret"), twins))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("BATON_X_A_B", "baton.x.a-b", "baton.x.a.b", "system property")
                .hasMessageNotContaining("S3cret");
        assertThat(EnvironmentVariables.read(Map.of(), twins).values()).isEmpty();
    }

    @Test
    void theLongestOpenKeyTakesAName() {
        ConfigurationKeys open = Keys.withBackendKeys("baton.x.*", "baton.x.y.*");
        assertThat(EnvironmentVariables.read(Map.of("BATON_X_Y_A", "1", "BATON_X_B", "2"), open)
                        .values())
                .containsOnlyKeys("baton.x.y.a", "baton.x.b");
    }
}
