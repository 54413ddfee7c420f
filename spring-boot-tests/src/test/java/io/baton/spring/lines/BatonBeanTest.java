// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.lines;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** The connection. */
class BatonBeanTest {

    @Test
    void theSuiteRunsOnTheLineOfItsModule() {
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("baton.spring-boot.version"));
    }

    @Test
    void anApplicationThatNamesNoBackendStartsWithoutAConnection() throws Exception {
        try (Application application = ApplicationLauncher.of(Plain.class).start()) {
            assertThat(application.context().getBeansOfType(Baton.class)).isEmpty();
            assertThat(application.json("/actuator/health")).containsEntry("status", "UP");
        }
    }

    @EnableAutoConfiguration
    static class Plain {}
}
