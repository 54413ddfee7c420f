// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.spring.failure.UnknownKeyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key that nothing reads ends the start, and the key that was meant is named. */
class UnknownKeyTest {

    @ParameterizedTest
    @CsvSource({
        "baton.leese-duration=1s, baton.lease-duration",
        "baton.backnd=etcd, baton.backend",
        "baton.etcd.endpoint=http://e:2379, baton.etcd.endpoints",
        "baton.zookeeper.tls.key-stor=x, baton.zookeeper.tls.key-store",
        "baton.raft.member=a@h:1, baton.raft.members",
        "baton.elections.billing.drain-timout=1s, baton.elections.billing.drain-timeout",
        "baton.elections.a.b.drain-timeout=1s, baton.elections[a.b].drain-timeout",
        "baton.attribute.address=x, baton.attributes.<name>",
        "baton.other.datacentre=north, baton.other.datacenter"
    })
    void aKeyOfAFileIsRefused(String line, String nearest) {
        Contexts.properties(Contexts.inMemory(), "spring.application.name=x", line)
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOfSatisfying(UnknownKeyException.class, e -> {
                            assertThat(e).hasMessageContaining(line.substring(0, line.indexOf('=')));
                            assertThat(e)
                                    .hasMessageContaining("application.properties")
                                    .hasMessageContaining("2:");
                            assertThat(e.nearest()).isEqualTo(nearest);
                        }));
    }

    @Test
    void itIsRefusedWithoutABackendToo() {
        Contexts.empty()
                .withPropertyValues("baton.backnd=etcd")
                .run(context -> assertThat(context).getFailure().isInstanceOf(UnknownKeyException.class));
    }

    /** A container platform sets such variables for a service that is called baton. */
    @Test
    void environmentVariablesAndSystemPropertiesOfOthersAreLeftAlone() {
        Contexts.variables(
                        Contexts.inMemory().withSystemProperties("baton.fancy=true"),
                        "BATON_PORT=tcp://10.0.0.1:80",
                        "BATON_SERVICE_HOST=10.0.0.1",
                        "BATON_ETCD_PORT=tcp://10.0.0.1:2379",
                        "BATON_ETCD_SERVICE_HOST=10.0.0.1",
                        "BATON_RAFT_SERVICE_PORT=80")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "baton.leaseDuration=5s",
                "baton.LEASE_DURATION=5s",
                "baton.attributes.a.b.C=x",
                "baton.attributes[a/b]=x",
                "baton.elections[a.b].drainTimeout=1s",
                "baton.elections.Billing.on_drain_timeout=keep",
                "baton.etcd.endpoints[0]=http://e:2379",
                "baton.raft.administrators[0]=x",
                "baton.other.labels.a.b=x",
                "baton.zookeeper.tls.keyStore=x"
            })
    void keysInOtherFormsAreKnown(String line) {
        Contexts.inMemory()
                .withPropertyValues(line)
                .run(context -> assertThat(context.getStartupFailure() instanceof UnknownKeyException)
                        .isFalse());
    }
}
