// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.ElectionTimeouts;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.config.ListenAddress;
import io.baton.raft.internal.config.RatisSettings;
import io.baton.raft.internal.message.AuthenticatedMessage;
import io.baton.raft.internal.message.RatisRequests;
import io.baton.raft.internal.message.SessionSecret;
import io.baton.raft.internal.storage.GroupDirectory;
import io.baton.raft.internal.transport.ChannelPool;
import io.baton.raft.internal.transport.Replies;
import io.baton.raft.state.Store;
import io.baton.spi.MonotonicClock;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.fixture.Configuration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What no member can carry out does not enter the log; where it stands there, the member stops. */
@Timeout(120)
class ForeignEntryTest {

    private static final byte[] OF_A_LATER_VERSION = {0x55, 1, 2, 3};
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final boolean LONG = Boolean.getBoolean("baton.faults");
    private static final Duration WRITING = Duration.ofSeconds(LONG ? 30 : 3);

    /** On a machine that is busy with other tests a member alone keeps its term, and a long lease what rests on it. */
    private static final String LEASE = LONG ? "800ms" : "10s";

    private static final String[] MEMBERS = LONG ? new String[] {"a", "b", "c"} : new String[] {"a"};

    @TempDir
    private Path dataDir = Path.of("");

    private final ClientId client = ClientId.randomId();

    @Test
    void anEntryThatNoMemberCouldReadIsRefusedBeforeTheLog() throws Exception {
        try (LocalGroup group = LocalGroup.ofOne(dataDir)) {
            // A leader may be ready before its store has passed the first entry of its term.
            Await.untilTrue("the term has begun", () -> index(group) >= 0);
            long before = index(group);
            assertThatThrownBy(() -> write(group.address("a"), groupId(), shown(OF_A_LATER_VERSION)))
                    .hasMessageContaining("no entry of this version");
            assertThat(index(group)).isEqualTo(before);
            assertThat(group.isLed()).isTrue();
        }
    }

    /** Ratis would have the leader give the lead away for each. */
    @Test
    void entriesThatAreTooLargeAreRefusedAloneForAsLongAsTheyCome() throws Exception {
        ChannelPool channels = new ChannelPool(MonotonicClock.SYSTEM, Optional.empty());
        try (LocalGroup group = LONG ? LocalGroup.founded(dataDir) : LocalGroup.ofOne(dataDir);
                Baton baton = participant(group)) {
            LeaderElector elector = baton.elector("steady").start();
            Leadership leadership = elector.awaitLeadership(Await.LONG).orElseThrow();
            Address raftLeader = group.address(group.leader());
            long term = NewestTerm.of(dataDir);
            byte[] large = shown(new byte[2 * 1024 * 1024]);
            long begun = System.nanoTime();
            int refused = 0;
            while (System.nanoTime() - begun < WRITING.toNanos()) {
                assertThatThrownBy(() -> write(channels, raftLeader, groupId(), large))
                        .hasMessageContaining("bytes");
                refused++;
                assertThat(leadership.isHeld()).isTrue();
            }
            System.out.println(refused + " entries of 2 MB refused in " + WRITING.toSeconds() + " s, term " + term
                    + " and token " + leadership.token() + " kept");
            assertThat(NewestTerm.of(dataDir)).isEqualTo(term);
            assertThat(leadership.lost().toCompletableFuture()).isNotDone();
        } finally {
            channels.close();
        }
    }

    private static Baton participant(LocalGroup group) {
        return group.configuration("client", MEMBERS)
                .with("baton.lease-duration", LEASE)
                .connect();
    }

    @Test
    void aMemberStopsAtAnEntryOfALaterVersion() throws Exception {
        LocalGroup addresses = new LocalGroup(dataDir);
        Configuration member = addresses.configuration("a", "a");
        try (Baton baton = member.connect()) {
            assertThat(baton.elector("before").start().awaitLeadership(Await.LONG))
                    .isPresent();
        }
        writeWithoutBaton(addresses.address("a"));
        assertThatThrownBy(member::connect)
                .isInstanceOf(BatonException.class)
                .hasMessageContainingAll("member a@", "stops", "entry", "later version");
    }

    private void writeWithoutBaton(Address self) throws Exception {
        RaftGroupId group = GroupDirectory.find(dataDir.resolve(self.id())).orElseThrow();
        RaftServer server = RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf(self.id()))
                .setOption(RaftStorage.StartupOption.RECOVER)
                .setGroup(RaftGroup.valueOf(group, self.toPeer()))
                .setStateMachine(new BaseStateMachine())
                .setProperties(RatisSettings.server(
                        new ListenAddress(self.host(), self.port()),
                        dataDir.resolve(self.id()),
                        ElectionTimeouts.DEFAULT))
                .setParameters(new Parameters())
                .build();
        server.start();
        try {
            Await.untilTrue(
                    "it leads",
                    () -> GroupConfig.division(server, group)
                            .filter(division -> division.getInfo().isLeaderReady())
                            .isPresent());
            RaftClientReply reply = server.submitClientRequestAsync(request(self, group, OF_A_LATER_VERSION))
                    .get(BOUND.toSeconds(), TimeUnit.SECONDS);
            assertThat(reply.isSuccess()).isTrue();
        } finally {
            server.close();
        }
    }

    /** As any program can that may connect. */
    private void write(Address member, RaftGroupId group, byte[] entry) throws Exception {
        ChannelPool channels = new ChannelPool(MonotonicClock.SYSTEM, Optional.empty());
        try {
            write(channels, member, group, entry);
        } finally {
            channels.close();
        }
    }

    private void write(ChannelPool channels, Address member, RaftGroupId group, byte[] entry) throws Exception {
        try {
            Replies.content(channels.send(member.toPeer(), request(member, group, entry), BOUND)
                    .get(BOUND.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private RaftGroupId groupId() throws IOException {
        return GroupDirectory.find(dataDir.resolve("a")).orElseThrow();
    }

    private RaftClientRequest request(Address member, RaftGroupId group, byte[] entry) {
        return RatisRequests.request(
                client, RaftPeerId.valueOf(member.id()), group, entry, RaftClientRequest.writeRequestType());
    }

    private static byte[] shown(byte[] entry) {
        return AuthenticatedMessage.write(entry, SessionSecret.NONE);
    }

    private static long index(LocalGroup group) {
        return group.member("a").look(Store::index).join();
    }
}
