// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.spi.RecordingFacts;
import io.baton.zookeeper.server.ServerExtension;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The directories of a root are made by the first session that needs them, in whole or in part. */
@Timeout(300)
class RootDirectoriesTest {

    @RegisterExtension
    static final ServerExtension ZOOKEEPER = new ServerExtension();

    private static final int PROCESSES = 6;

    @Test
    void processesThatComeTogetherMakeOneRoot() throws Exception {
        List<ZooKeeperBackend> backends = new ArrayList<>();
        try {
            List<RecordingFacts> sessions = new ArrayList<>();
            for (int i = 0; i < PROCESSES; i++) {
                ZooKeeperBackend backend = under("/together/in/one/root");
                backends.add(backend);
                RecordingFacts facts = new RecordingFacts();
                sessions.add(facts);
                backend.open(Participant.request(), facts);
            }
            for (RecordingFacts facts : sessions) {
                facts.next("opened");
            }
            assertThat(ZOOKEEPER.store().getChildren("/together/in/one/root/.sign", false))
                    .hasSize(PROCESSES);
        } finally {
            backends.forEach(ZooKeeperBackend::close);
        }
    }

    @Test
    void whatExistsAlreadyIsUsed() throws Exception {
        for (String path : List.of("/partly", "/partly/deep", "/partly/deep/.sign", "/partly/deep/.office")) {
            create(path);
        }
        assertLeadsUnder("/partly/deep");
    }

    @Test
    void aRootThatWasMadeInAForbiddenDirectoryIsUsed() throws Exception {
        create("/closed");
        create("/closed/ours");
        ZOOKEEPER.store().setACL("/closed", Ids.READ_ACL_UNSAFE, -1);
        assertLeadsUnder("/closed/ours");
    }

    @Test
    void aRootThatMayNotBeMadeIsRefused() throws Exception {
        create("/forbidden");
        ZOOKEEPER.store().setACL("/forbidden", Ids.READ_ACL_UNSAFE, -1);
        RecordingFacts facts = new RecordingFacts();
        try (ZooKeeperBackend backend = under("/forbidden/ours")) {
            backend.open(Participant.request(), facts);
            assertThat(facts.next("failed"))
                    .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                    .hasMessageContainingAll("/forbidden/ours", "has no permission there");
        }
    }

    private static void assertLeadsUnder(String root) throws Exception {
        try (Participant one = Participant.of(under(root))) {
            one.enter("e").lead();
            assertThat(ZOOKEEPER.store().getChildren(root, false))
                    .containsExactlyInAnyOrder(".fence", ".sign", ".floor", ".bids", ".office", "e");
        }
    }

    private static void create(String path) throws Exception {
        ZOOKEEPER.store().create(path, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    }

    private static ZooKeeperBackend under(String root) {
        return ZooKeeperBackend.connectingTo(ZOOKEEPER.server().connectString())
                .root(root)
                .build();
    }
}
