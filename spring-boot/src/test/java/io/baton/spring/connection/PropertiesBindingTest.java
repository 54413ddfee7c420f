// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.ElectorOptions.OnDrainTimeout;
import io.baton.ElectorOptions.OnTaskFailure;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What is written in the forms that Spring knows arrives as the keys of plain Java. */
class PropertiesBindingTest {

    private static Map<String, String> keys(ApplicationContextRunner runner) {
        Map<String, String> keys = new TreeMap<>();
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            keys.putAll(context.getBean(PlainConfiguration.class).keys());
        });
        return keys;
    }

    @Test
    void withoutPropertiesOnlyTheConnectionIsNotRequired() {
        assertThat(keys(Contexts.empty().withPropertyValues("baton.backend=memory")))
                .isEqualTo(Map.of("baton.backend", "memory", "baton.require-connection", "false"));
    }

    @Test
    void environmentVariablesAreRead() {
        assertThat(keys(Contexts.variables(
                        Contexts.empty(),
                        "BATON_BACKEND=memory",
                        "BATON_LEASEDURATION=4s",
                        "BATON_ZOOKEEPER_CONNECTSTRING=zk1:2181,zk2:2181/app",
                        "BATON_ZOOKEEPER_SASL_LOGINCONTEXT=Client",
                        "BATON_ZOOKEEPER_TLS=true",
                        "BATON_ZOOKEEPER_TLS_KEYSTOREPASSWORD=secret",
                        "BATON_RAFT_PROFILE=calm",
                        "BATON_ETCD_ENDPOINTS=http://e1:2379,http://e2:2379",
                        "BATON_ATTRIBUTES_ADDRESS=10.0.0.7:8080",
                        "BATON_ELECTIONS_BILLING_DRAINTIMEOUT=2m")))
                .containsEntry("baton.backend", "memory")
                .containsEntry("baton.lease-duration", "PT4S")
                .containsEntry("baton.zookeeper.connect-string", "zk1:2181,zk2:2181/app")
                .containsEntry("baton.zookeeper.sasl.login-context", "Client")
                .containsEntry("baton.zookeeper.tls", "true")
                .containsEntry("baton.zookeeper.tls.key-store-password", "secret")
                .containsEntry("baton.raft.profile", "calm")
                .containsEntry("baton.etcd.endpoints", "http://e1:2379,http://e2:2379")
                .containsEntry("baton.attributes.address", "10.0.0.7:8080")
                .containsEntry("baton.elections.billing.drain-timeout", "PT2M");
    }

    /** The name of an election or attribute has capitals or dashes only where a file says so. */
    @Test
    void anEnvironmentVariableOverridesAFile() {
        assertThat(keys(Contexts.properties(
                        Contexts.variables(
                                Contexts.empty(),
                                "BATON_BACKEND=memory",
                                "BATON_CANDIDATEID=pod-7",
                                "BATON_ELECTIONS_NIGHTLYREPORT_DRAINTIMEOUT=2m"),
                        "baton.backend=etcd",
                        "baton.candidate-id=from-the-file",
                        "baton.elections.nightly-report.drain-timeout=1m")))
                .containsEntry("baton.backend", "memory")
                .containsEntry("baton.candidate-id", "pod-7")
                .containsEntry("baton.elections.nightly-report.drain-timeout", "PT2M");
    }

    @Test
    void placeholdersAreResolved() {
        assertThat(keys(Contexts.properties(
                        Contexts.inMemory(),
                        "app.name=billing",
                        "baton.candidate-id=${app.name}-7",
                        "baton.elections.billing.drain-timeout=${app.drain:3s}",
                        "baton.zookeeper.auth=${app.secret:}")))
                .containsEntry("baton.candidate-id", "billing-7")
                .containsEntry("baton.elections.billing.drain-timeout", "PT3S")
                .doesNotContainKey("baton.zookeeper.auth");
    }

    @Test
    void relaxedFormsAndSpringsDurationsAreRead() {
        assertThat(keys(Contexts.properties(
                        Contexts.inMemory(),
                        "baton.leaseDuration=4000",
                        "baton.request_timeout=500ms",
                        "baton.connect-timeout=PT2S",
                        "baton.drainTimeout=1d",
                        "baton.onDrainTimeout=RELEASE",
                        "baton.on-task-failure=keep",
                        "baton.workThreads=Platform",
                        "baton.clock-margin=0.05",
                        "baton.close-on-shutdown=yes",
                        "baton.raft.profile=Fast",
                        "baton.zookeeper.acl=creator_all_read_for_all")))
                .containsEntry("baton.lease-duration", "PT4S")
                .containsEntry("baton.request-timeout", "PT0.5S")
                .containsEntry("baton.connect-timeout", "PT2S")
                .containsEntry("baton.drain-timeout", "PT24H")
                .containsEntry("baton.on-drain-timeout", "release")
                .containsEntry("baton.on-task-failure", "keep")
                .containsEntry("baton.work-threads", "platform")
                .containsEntry("baton.clock-margin", "0.05")
                .containsEntry("baton.close-on-shutdown", "true")
                .containsEntry("baton.raft.profile", "fast")
                .containsEntry("baton.zookeeper.acl", "creator-all-read-for-all");
    }

    @Test
    void electionsHaveNamesWithDotsInBrackets() {
        Contexts.properties(
                        Contexts.inMemory(),
                        "baton.drain-timeout=20s",
                        "baton.elections[jobs.Nightly].drain-timeout=1s",
                        "baton.elections[jobs.Nightly].on-drain-timeout=release",
                        "baton.elections.billing.on-task-failure=keep")
                .run(context -> {
                    assertThat(context.getBean(PlainConfiguration.class).keys())
                            .containsEntry("baton.elections.jobs.Nightly.drain-timeout", "PT1S")
                            .containsEntry("baton.elections.billing.on-task-failure", "keep");
                    assertThat(context.getBean(BatonProperties.class)
                                    .elections()
                                    .get("jobs.Nightly"))
                            .isEqualTo(new BatonProperties.Election(
                                    null, Duration.ofSeconds(1), OnDrainTimeout.RELEASE, null));
                    assertThat(context.getBean(BatonProperties.class)
                                    .elections()
                                    .get("billing"))
                            .isEqualTo(new BatonProperties.Election(null, null, null, OnTaskFailure.KEEP));
                    assertThat(context.getBean(Baton.class).options().drainTimeout())
                            .isEqualTo(Duration.ofSeconds(20));
                });
    }

    @Test
    void aKeyWithKeysBelowItIsReadFromYaml() {
        ApplicationContextRunner runner = Contexts.yaml(
                Contexts.inMemory(),
                "baton:",
                "  etcd:",
                "    endpoints:",
                "      - https://e1:2379",
                "      - https://e2:2379",
                "    tls: true",
                "    tls.certificate: client.pem",
                "    tls.key: client.key",
                "  zookeeper:",
                "    tls:",
                "      trust-store: trust.p12",
                "      trustStorePassword: secret");
        assertThat(keys(runner))
                .containsEntry("baton.etcd.endpoints", "https://e1:2379,https://e2:2379")
                .containsEntry("baton.etcd.tls", "true")
                .containsEntry("baton.etcd.tls.certificate", "client.pem")
                .containsEntry("baton.etcd.tls.key", "client.key")
                .containsEntry("baton.zookeeper.tls.trust-store", "trust.p12")
                .containsEntry("baton.zookeeper.tls.trust-store-password", "secret")
                .doesNotContainKey("baton.zookeeper.tls");
    }

    @Test
    void aKeyWithKeysBelowItIsReadFromProperties() {
        ApplicationContextRunner runner = Contexts.properties(
                Contexts.inMemory(),
                "baton.etcd.tls=true",
                "baton.etcd.tls.trustedCertificates=ca.pem",
                "baton.zookeeper.tls=true",
                "baton.raft.tls.certificate=member.pem");
        assertThat(keys(runner))
                .containsEntry("baton.etcd.tls", "true")
                .containsEntry("baton.etcd.tls.trusted-certificates", "ca.pem")
                .containsEntry("baton.zookeeper.tls", "true")
                .containsEntry("baton.raft.tls.certificate", "member.pem");
    }

    @Test
    void keysOfOtherBackendsOnTheClassPathArePassedOn() {
        ApplicationContextRunner runner = Contexts.variables(
                Contexts.properties(
                        Contexts.empty(),
                        "baton.backend=other",
                        "baton.other.datacenter=north",
                        "baton.other.servers[0]=a",
                        "baton.other.servers[1]=b",
                        "baton.other.labels.rack=7"),
                "BATON_OTHER_PASSWORD=secret");
        assertThat(keys(runner))
                .containsEntry("baton.other.datacenter", "north")
                .containsEntry("baton.other.servers", "a,b")
                .containsEntry("baton.other.labels.rack", "7")
                .containsEntry("baton.other.password", "secret");
    }

    @Test
    void propertiesShowNoValues() {
        Contexts.inMemory()
                .withPropertyValues(
                        "baton.zookeeper.auth=u:secret",
                        "baton.zookeeper.tls.key-store-password=secret",
                        "baton.etcd.password=secret",
                        "baton.attributes.key=secret")
                .run(context -> {
                    BatonProperties properties = context.getBean(BatonProperties.class);
                    assertThat(properties.toString())
                            .contains("zookeeper.auth", "etcd.password")
                            .doesNotContain("secret");
                    assertThat(properties.zookeeper().toString())
                            .contains("tls.key-store-password")
                            .doesNotContain("secret");
                    assertThat(properties.etcd().toString()).isEqualTo("Etcd[password]");
                });
    }
}
