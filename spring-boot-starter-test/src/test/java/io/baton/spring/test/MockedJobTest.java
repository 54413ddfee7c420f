// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.verify;

import io.baton.LeaderOnly;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.bean.override.convention.TestBean;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

/** A test may put objects of its own in place of beans with leader-only methods; no interceptor is asked for them. */
@SpringBootTest
@SuppressWarnings("NullAway.Init")
class MockedJobTest {

    @MockitoBean
    Billing billing;

    @TestBean
    Reports reports;

    @MockitoSpyBean
    Archive archive;

    @Autowired
    Caller caller;

    static Reports reports() {
        return new Reports() {
            @Override
            String make() {
                return "of the test";
            }
        };
    }

    @Test
    void theContextStartsWithTheObjectsOfTheTest() {
        caller.call();
        verify(billing).send();
        assertThat(caller.reports.make()).isEqualTo("of the test");
    }

    record Caller(Billing billing, Reports reports, Archive archive) {
        void call() {
            billing.send();
        }
    }

    static class Billing {
        @LeaderOnly("billing")
        void send() {
            throw new IllegalStateException("a mock runs instead");
        }
    }

    static class Reports {
        @LeaderOnly("reports")
        String make() {
            return "of the application";
        }
    }

    static class Archive {
        @LeaderOnly("archive")
        void store() {}
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        Billing billing() {
            return new Billing();
        }

        @Bean
        Reports reports() {
            return new Reports();
        }

        @Bean
        Archive archive() {
            return new Archive();
        }

        @Bean
        Caller caller(Billing billing, Reports reports, Archive archive) {
            return new Caller(billing, reports, archive);
        }
    }
}
