// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.lines;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.ElectorOptions;
import io.baton.ElectorOptions.OnDrainTimeout;
import io.baton.LeaderOnly;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Properties as deployments write them. */
class EnvironmentTest {

    @Test
    void variablesOfTheEnvironmentConfigureTheConnection() throws Exception {
        try (Application application = ApplicationLauncher.of(Configured.class)
                .environment("BATON_BACKEND", "memory")
                .environment("BATON_MEMORY_STORE", "environment")
                .environment("BATON_LEASEDURATION", "3s")
                .environment("BATON_DRAINTIMEOUT", "7s")
                .environment("BATON_ONDRAINTIMEOUT", "release")
                .environment("BATON_RESIGNBACKOFF", "PT0.5S")
                .environment("BATON_CANDIDATEID", "pod-7")
                .environment("BATON_CLOSEONSHUTDOWN", "false")
                .start()) {
            assertConfigured(application.bean(Baton.class));
        }
    }

    @Test
    void looseSpellingsAndSpringsUnitsConfigureTheConnection() throws Exception {
        try (Application application = ApplicationLauncher.of(Configured.class)
                .store("loose")
                .property("baton.leaseDuration", "3000")
                .property("baton.drain_timeout", "7000ms")
                .property("baton.on-drain-timeout", "RELEASE")
                .property("baton.resignBackoff", "500")
                .property("pod", "pod-7")
                .property("baton.candidate-id", "${pod}")
                .start()) {
            assertConfigured(application.bean(Baton.class));
        }
    }

    private static void assertConfigured(Baton baton) {
        assertThat(baton.find("environment").orElseThrow().candidate().id()).isEqualTo("pod-7");
        ElectorOptions options = baton.options();
        assertThat(options.drainTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(options.onDrainTimeout()).isEqualTo(OnDrainTimeout.RELEASE);
        assertThat(options.resignBackoff()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void theJarDescribesItsPropertiesForEditors() throws IOException {
        String ours = "";
        for (URL found : Collections.list(
                getClass().getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream in = found.openStream()) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                ours += text.contains("\"baton.backend\"") ? text : "";
            }
        }
        assertThat(ours)
                .contains("\"name\": \"baton.lease-duration\"", "\"name\": \"baton.zookeeper.connect-string\"")
                .contains("\"name\": \"baton.etcd.endpoints\"", "\"name\": \"baton.raft.members\"")
                .contains("java.time.Duration", "\"hints\"", "\"zookeeper\"", "\"etcd\"", "\"raft\"");
    }

    @EnableAutoConfiguration
    @Import(Job.class)
    static class Configured {}

    static class Job {

        @LeaderOnly("environment")
        public void run() {}
    }
}
