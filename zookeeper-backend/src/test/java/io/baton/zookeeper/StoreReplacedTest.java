// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Candidate;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionName;
import io.baton.testkit.spi.RecordingFacts;
import io.baton.zookeeper.server.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that lost its data while this process ran. */
@Timeout(300)
class StoreReplacedTest {

    @Test
    void orderValuesThatGoBackAreRefused() throws Exception {
        try (TestServer server = TestServer.start();
                ZooKeeperBackend backend =
                        ZooKeeperBackend.connectingTo(server.connectString()).build()) {
            RecordingFacts before = new RecordingFacts();
            BackendSession session = backend.open(Participant.request(), before);
            before.next("opened");
            for (int i = 0; i < 5; i++) {
                RecordingFacts candidacy = new RecordingFacts();
                var entered = session.enter(new ElectionName("e"), new Candidate("c"), candidacy);
                candidacy.next("position");
                entered.release();
                candidacy.next("gone");
            }
            server.stop();
            wipe(server.directory().resolve("data"));
            server.restart();
            before.eventually("ended");

            RecordingFacts after = new RecordingFacts();
            BackendSession next = backend.open(Participant.request(), after);
            after.next("opened");
            RecordingFacts candidacy = new RecordingFacts();
            var refused = next.enter(new ElectionName("e"), new Candidate("c"), candidacy);
            assertThat(candidacy.next("refused"))
                    .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                    .hasMessageContaining("have gone back")
                    .hasMessageContaining("Raise the token floor");
            refused.release();
            candidacy.next("gone");
            assertThat(next.candidates(new ElectionName("e"))
                            .toCompletableFuture()
                            .get(20, TimeUnit.SECONDS)
                            .queue())
                    .isEmpty();
        }
    }

    private static void wipe(Path data) throws Exception {
        try (var all = Files.walk(data)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(data)) {
                    Files.delete(path);
                }
            }
        }
    }
}
