// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.spring.EtcdConnectionDetails;
import io.baton.spring.test.example.BillingApplication;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.context.TestPropertySource;

class MemoryByDefaultTest {

    @SpringBootTest(classes = BillingApplication.class)
    static class Unannotated {

        @Autowired
        TestElections elections;

        @Autowired
        Baton baton;

        @Autowired
        LeaderElector billing;

        @Autowired
        Environment environment;

        void nothing() {}
    }

    @SpringBootTest(classes = BillingApplication.class, properties = "test=another context")
    static class Another extends Unannotated {}

    @Configuration
    static class Nothing {}

    @Test
    void withoutAnySettingTheStoreIsTheContextsOwn() throws Exception {
        Unannotated test = new Unannotated();
        Unannotated other = new Another();
        manager(test);
        manager(other);

        test.elections.elect("billing");
        other.elections.elect("billing");

        assertThat(test.billing.isLeader()).isTrue();
        assertThat(other.billing.isLeader()).isTrue();
        assertThat(test.environment.getProperty("baton.memory.store"))
                .startsWith("test-")
                .isNotEqualTo(other.environment.getProperty("baton.memory.store"));
        assertThat(test.baton.status().session().orElseThrow().leaseDuration()).hasSeconds(20);
    }

    @Test
    void whatATestLosesIsWonBackWhenItsMethodHasEnded() throws Exception {
        Unannotated test = new Unannotated();
        TestContextManager manager = manager(test);
        var method = Unannotated.class.getDeclaredMethod("nothing");

        manager.beforeTestMethod(test, method);
        test.elections.lose("billing");
        assertThat(test.billing.isLeader()).isFalse();
        manager.afterTestMethod(test, method, null);

        assertThat(test.billing.isLeader()).isTrue();
    }

    private static TestContextManager manager(Object test) throws Exception {
        TestContextManager manager = new TestContextManager(test.getClass());
        manager.prepareTestInstance(test);
        return manager;
    }

    @Nested
    @SpringBootTest(classes = Nothing.class)
    @ActiveProfiles("production")
    class WithASettingOfTheApplication {

        @Test
        void thatSettingHolds(@Autowired Environment environment, @Autowired TestElections elections) {
            assertThat(environment.getProperty("baton.backend")).isEqualTo("zookeeper");
            assertThat(environment.containsProperty("baton.lease-duration")).isFalse();
            assertThatThrownBy(() -> elections.elect("billing"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("zookeeper")
                    .hasMessageContaining("@AutoConfigureElections");
        }
    }

    @Nested
    @SpringBootTest(classes = Nothing.class)
    @ActiveProfiles("production")
    @AutoConfigureElections
    class AnnotatedWithASettingOfTheApplication {

        @Test
        void memoryHolds(@Autowired Environment environment, @Autowired Baton baton) {
            assertThat(environment.getProperty("baton.backend")).isEqualTo("memory");
            assertThat(baton.status().session()).isPresent();
        }
    }

    @Nested
    @SpringBootTest(classes = Nothing.class)
    @AutoConfigureElections
    @TestPropertySource(properties = {"baton.memory.store=of the test", "baton.lease-duration=45s"})
    class AnnotatedWithSettingsOfTheTest {

        @Test
        void theTestsSettingsHold(@Autowired Environment environment) {
            assertThat(environment.getProperty("baton.memory.store")).isEqualTo("of the test");
            assertThat(environment.getProperty("baton.lease-duration")).isEqualTo("45s");
        }
    }

    @Nested
    @SpringBootTest(classes = WithConnectionDetails.Details.class)
    class WithConnectionDetails {

        @Test
        void noDefaultHolds(@Autowired Environment environment) {
            assertThat(environment.containsProperty("baton.backend")).isFalse();
            assertThat(environment.containsProperty("baton.lease-duration")).isFalse();
        }

        @Configuration
        static class Details {

            @Bean
            EtcdConnectionDetails etcd() {
                return () -> List.of("http://etcd.example:2379");
            }
        }
    }

    @Nested
    @SpringBootTest(classes = Nothing.class)
    class WithoutBaton {

        @Test
        void theMessageSaysSo(@Autowired TestElections elections) {
            assertThatThrownBy(() -> elections.lose("billing"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no bean of type Baton");
        }
    }
}
