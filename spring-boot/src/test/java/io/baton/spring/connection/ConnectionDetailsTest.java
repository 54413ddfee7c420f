// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.spring.EtcdConnectionDetails;
import io.baton.spring.RaftConnectionDetails;
import io.baton.spring.ZooKeeperConnectionDetails;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connection details choose the backend, and go before the properties. */
class ConnectionDetailsTest {

    @Test
    void detailsOfOneStoreAreTheBackend() {
        Contexts.empty().withBean(TestDetails.OfEtcd.class).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(Baton.class);
            assertThat(context.getBean(PlainConfiguration.class).keys())
                    .containsEntry("baton.backend", "etcd")
                    .containsEntry("baton.etcd.endpoints", "http://127.0.0.1:1,http://127.0.0.1:2");
            assertThat(context.getBean(BackendName.class).value()).isEqualTo("etcd");
        });
        Contexts.empty().withBean(TestDetails.OfRaft.class).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(Baton.class);
            assertThat(context.getBean(PlainConfiguration.class).keys())
                    .containsEntry("baton.backend", "raft")
                    .containsEntry("baton.raft.members", "a@127.0.0.1:1,b@127.0.0.1:2,c@127.0.0.1:3")
                    .containsEntry("baton.raft.id", "elsewhere");
        });
    }

    @Test
    void theBackendThatIsSetIsTheBackend() {
        Contexts.inMemory()
                .withBean(TestDetails.OfEtcd.class)
                .withBean(TestDetails.OfZooKeeper.class)
                .run(context -> assertThat(
                                context.getBean(PlainConfiguration.class).keys())
                        .containsEntry("baton.backend", "memory")
                        .doesNotContainKey("baton.etcd.endpoints")
                        .doesNotContainKey("baton.zookeeper.connect-string"));
    }

    @Test
    void detailsGoBeforeThePropertiesAndLeaveTheRest() {
        Contexts.empty()
                .withPropertyValues(
                        "baton.backend=zookeeper",
                        "baton.zookeeper.connect-string=production:2181",
                        "baton.zookeeper.auth=production:secret",
                        "baton.zookeeper.auth-scheme=ip",
                        "baton.zookeeper.acl=creator-all",
                        "baton.zookeeper.root=/jobs")
                .withBean(TestDetails.OfZooKeeper.class)
                .run(context -> assertThat(
                                context.getBean(PlainConfiguration.class).keys())
                        .containsEntry("baton.zookeeper.connect-string", "127.0.0.1:1")
                        .containsEntry("baton.zookeeper.auth", "details:secret")
                        .containsEntry("baton.zookeeper.auth-scheme", "digest")
                        .containsEntry("baton.zookeeper.acl", "creator-all")
                        .containsEntry("baton.zookeeper.root", "/jobs"));
    }

    @Test
    void detailsWithoutCredentialsLeaveThoseOfTheProperties() {
        Contexts.empty()
                .withPropertyValues("baton.backend=etcd", "baton.etcd.user=u", "baton.etcd.password=p")
                .withBean(TestDetails.OfEtcd.class)
                .run(context -> assertThat(
                                context.getBean(PlainConfiguration.class).keys())
                        .containsEntry("baton.etcd.user", "u")
                        .containsEntry("baton.etcd.endpoints", "http://127.0.0.1:1,http://127.0.0.1:2"));
    }

    @Test
    void withoutDetailsThePropertiesAreTheDetails() {
        Contexts.empty()
                .withPropertyValues(
                        "baton.backend=zookeeper",
                        "baton.zookeeper.connect-string=127.0.0.1:1",
                        "baton.zookeeper.auth=u:p")
                .run(context -> {
                    ZooKeeperConnectionDetails details = context.getBean(ZooKeeperConnectionDetails.class);
                    assertThat(details.connectString()).isEqualTo("127.0.0.1:1");
                    assertThat(details.auth()).contains("u:p");
                    assertThat(details.authScheme()).isEmpty();
                    assertThat(context).doesNotHaveBean(EtcdConnectionDetails.class);
                });
        Contexts.empty()
                .withPropertyValues("baton.backend=etcd", "baton.etcd.endpoints=http://127.0.0.1:1,http://127.0.0.1:2")
                .run(context -> assertThat(
                                context.getBean(EtcdConnectionDetails.class).endpoints())
                        .isEqualTo(List.of("http://127.0.0.1:1", "http://127.0.0.1:2")));
        Contexts.empty()
                .withPropertyValues("baton.backend=raft", "baton.raft.members=a@127.0.0.1:1", "baton.raft.id=x")
                .run(context -> {
                    assertThat(context.getBean(RaftConnectionDetails.class).members())
                            .containsExactly("a@127.0.0.1:1");
                    assertThat(context.getBean(RaftConnectionDetails.class).id())
                            .contains("x");
                });
    }
}
