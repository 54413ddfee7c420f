// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.spring.Fenced;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** An application on whose class path is neither spring-jdbc nor spring-tx: it starts, and no fenced method runs in it. */
class FencedWithoutJdbcTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withPropertyValues("baton.backend=memory")
            .withUserConfiguration(Application.class);

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    static class Invoices {

        @Fenced("invoices")
        void write() {}
    }

    @Test
    void anApplicationWithoutJdbcStarts() {
        application.run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aFencedMethodInItEndsTheStart() {
        application
                .withBean(Invoices.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("Invoices.write ")
                        .hasMessageContaining("spring-jdbc is not on the class path"));
    }
}
