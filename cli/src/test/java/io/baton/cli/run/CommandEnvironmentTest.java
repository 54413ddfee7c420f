// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CommandEnvironmentTest {

    @Test
    void whatConnectsToTheStoreIsWithheldAndNothingElse() {
        Map<String, String> environment = new TreeMap<>();
        for (String withheld : new String[] {
            "BATON_ETCD_USER",
            "BATON_ETCD_PASSWORD",
            "BATON_ZOOKEEPER_AUTH",
            "BATON_ZOOKEEPER_TLS_KEY_STORE_PASSWORD",
            "BATON_ZOOKEEPER_TLS_TRUST_STORE_PASSWORD",
            "BATON_OTHER_TOKEN"
        }) {
            environment.put(withheld, "planted");
        }
        Map<String, String> others = Map.of(
                "BATON_ETCD_ENDPOINTS", "x",
                "BATON_ZOOKEEPER_AUTH_SCHEME", "digest",
                "BATON_ETCD_TLS_KEY", "/a/file",
                "BATON_TOKEN", "7",
                "MY_PASSWORD", "own",
                "PATH", "/bin");
        Map<String, String> all = new TreeMap<>(environment);
        all.putAll(others);

        assertThat(new CommandEnvironment(false).withheld(all)).isEqualTo(environment.keySet());
        assertThat(new CommandEnvironment(true).withheld(all)).isEmpty();
    }
}
