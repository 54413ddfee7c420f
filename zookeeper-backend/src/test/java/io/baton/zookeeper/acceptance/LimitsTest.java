// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.FencingToken;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.testkit.fixture.ConnectFailure;
import io.baton.zookeeper.server.RawClient;
import io.baton.zookeeper.server.TestServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.apache.zookeeper.server.ZKDatabase;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where ZooKeeper would go wrong, Baton refuses to go. */
@Timeout(300)
class LimitsTest {

    private static final Duration BOUND = Duration.ofSeconds(60);
    /** The next name has this sequence; the last that is accepted lies a million before the last of 32 bits. */
    private static final int LAST_ACCEPTED = Integer.MAX_VALUE - 1_000_000;

    private static final int MORE_THAN_FIT = 200;

    /** Ten with names of two characters and 41 with names of three take 10 x 39 + 41 x 40 of 2,048 bytes. */
    private static final int FITTING = 51;

    @Test
    void theSequenceNumbersOfADirectoryRunOut() throws Exception {
        String election = "old";
        try (TestServer server = TestServer.start()) {
            FencingToken before = tokenOf(server, election);
            server.stop();
            createdUpTo(
                    LAST_ACCEPTED, Latches.path(election), server.directory().resolve("data"));
            server.restart();
            FencingToken last = tokenOf(server, election);
            assertThat(last).isGreaterThan(before);
            try (Baton baton = Connecting.to(server.connectString()).connect()) {
                LeaderElector refused = baton.elector(election).start();
                ConnectFailure.of("a queue whose numbers have run out", refused::awaitLeadership)
                        .isInstanceOf(BatonException.class)
                        .hasMessageContainingAll("election 'old'", Latches.path(election), "sequence numbers");
                assertThat(refused.candidates()).isEmpty();
                refused.close();
            }
            try (RawClient operator = RawClient.connect(server.connectString(), BOUND)) {
                operator.handle().delete(Latches.path(election), -1);
            }
            assertThat(tokenOf(server, election)).isGreaterThan(last);
        }
    }

    private static FencingToken tokenOf(TestServer server, String election) throws InterruptedException {
        try (Baton baton = Connecting.to(server.connectString()).connect()) {
            return baton.elector(election)
                    .start()
                    .awaitLeadership(BOUND)
                    .map(Leadership::token)
                    .orElseThrow();
        }
    }

    /** Makes the data of a stopped server look as if that many nodes had been created in a directory. */
    private static void createdUpTo(int count, String path, Path data) throws IOException, NoNodeException {
        File directory = data.toFile();
        FileTxnSnapLog files = new FileTxnSnapLog(directory, directory);
        ZKDatabase database = new ZKDatabase(files);
        try {
            long zxid = database.loadDataBase();
            database.getDataTree().setCversionPzxid(path, count, zxid);
            files.save(database.getDataTree(), database.getSessionWithTimeOuts(), true);
        } finally {
            database.close();
        }
    }

    @Test
    void theEndOfASessionMustFitHalfOfAPacket(@TempDir Path directory) throws Exception {
        Path config = Files.writeString(directory.resolve("client.cfg"), "jute.maxbuffer=4096\n");
        try (TestServer server = TestServer.start();
                Baton baton = Connecting.to(server.connectString())
                        .with("baton.zookeeper.client-config", config.toString())
                        .connect()) {
            List<LeaderElector> electors = new ArrayList<>();
            ConnectFailure.of("one election more than fit", () -> {
                        while (electors.size() < MORE_THAN_FIT) {
                            electors.add(baton.elector("e" + electors.size()).start());
                            last(electors).awaitLeadership();
                        }
                    })
                    .isInstanceOf(BatonException.class)
                    .hasMessageContainingAll(
                            "election 'e" + FITTING + "'",
                            "stands in " + FITTING + " elections",
                            "2030 of 2048 bytes",
                            "takes 40 bytes more",
                            "jute.maxbuffer=4096",
                            "ZOOKEEPER-4306",
                            "shorter names",
                            "baton.zookeeper.root",
                            "more connections",
                            "all servers",
                            "baton.zookeeper.client-config");
            LeaderElector refused = last(electors);
            List<LeaderElector> fitting = electors.subList(0, electors.size() - 1);
            System.out.println(fitting.size() + " elections fit half of a packet of 4,096 B");
            assertThat(fitting).hasSize(FITTING).allMatch(LeaderElector::isLeader);
            fitting.get(0).close();
            await().atMost(BOUND).until(refused::isLeader);
        }
    }

    private static LeaderElector last(List<LeaderElector> electors) {
        return electors.get(electors.size() - 1);
    }
}
