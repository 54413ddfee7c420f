// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.LeaderOnly;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** What a user reads when an application does not start is what the page says. */
class TroubleshootingTest {

    /** Configuration in a file, as users have it: {@code application.properties} in a directory of its own. */
    private static String file(String name) {
        return "--spring.config.location=classpath:troubleshooting/" + name + "/";
    }

    private static void shows(String name, String text) throws IOException {
        TroubleshootingPage.shows(
                name,
                text.replace("troubleshooting/" + name + "/", "")
                        .replace(TroubleshootingTest.class.getName() + "$", "com.example."));
    }

    @Test
    void aBackendWithoutItsJar() throws Exception {
        shows("missing-jar", FailedStart.textWithout("etcd-backend", BillingApplication.class, file("missing-jar")));
    }

    @Test
    void aLeaderOnlyMethodWithoutABackend() throws IOException {
        shows("no-backend", FailedStart.text(BillingApplication.class, file("no-backend")));
    }

    @Test
    void anUnknownKey() throws IOException {
        shows("unknown-key", FailedStart.text(BillingApplication.class, file("unknown-key")));
    }

    @Test
    void aValueThatDoesNotFit() throws IOException {
        shows("invalid-value", FailedStart.text(BillingApplication.class, file("invalid-value")));
    }

    @Test
    void aStoreThatDoesNotAnswerAlthoughItIsRequired() throws IOException {
        String text = FailedStart.text(BillingApplication.class, file("not-connected"));
        // While the first connection of a JVM loads the client's classes, a machine under load learns no reason in
        // time.
        for (int i = 0; i < 10 && text.contains("its client's log may say why"); i++) {
            text = FailedStart.text(BillingApplication.class, file("not-connected"));
        }
        shows("not-connected", text);
    }

    @Test
    void aMethodThatCannotBeLeaderOnly() throws IOException {
        shows("leader-only-method", FailedStart.text(FinalMethodApplication.class, file("leader-only-method")));
    }

    @Test
    void aStoreThatRefusesTheCredentials() {
        assertThat(FailedStart.text(
                        BillingApplication.class,
                        "--baton.backend=other",
                        "--baton.other.datacenter=north",
                        "--baton.other.password=refused",
                        "--baton.require-connection=true"))
                .startsWith("Description:\n\nOther in north: the user or the password is not accepted.\n")
                .contains("baton.require-connection")
                .doesNotContain("refused");
    }

    @Test
    void aValueOfTheWrongType() {
        assertThat(FailedStart.text(BillingApplication.class, "--baton.backend=memory", "--baton.lease-duration=soon"))
                .contains(
                        "baton.lease-duration", "java.time.Duration", "\"baton.lease-duration\" from property source");
    }

    @Test
    void aSecretThatDoesNotFitIsNotShown() {
        assertThat(FailedStart.text(
                        BillingApplication.class,
                        "--baton.backend=zookeeper",
                        "--baton.zookeeper.connect-string=127.0.0.1:1",
                        "--baton.zookeeper.auth=hunter2"))
                .contains("baton.zookeeper.auth does not have the form user:password", "Property: baton.zookeeper.auth")
                .doesNotContain("hunter2");
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class BillingApplication {

        @Bean
        Billing billing() {
            return new Billing();
        }
    }

    static class Billing {

        @LeaderOnly("billing")
        void sendInvoices() {}
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class FinalMethodApplication {

        @Bean
        FinalBilling billing() {
            return new FinalBilling();
        }
    }

    static class FinalBilling {

        @LeaderOnly("billing")
        final void sendInvoices() {}
    }
}
