// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.message.MemberList;
import io.baton.raft.internal.message.RatisRequests;
import io.baton.spi.MonotonicClock;
import io.baton.testkit.fault.TcpProxy;
import io.baton.testkit.fixture.Await;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChannelPoolTest {

    private static final Duration BOUND = Duration.ofMillis(500);

    private final ChannelPool channels = new ChannelPool(MonotonicClock.SYSTEM, Optional.empty());

    @Test
    void nothingIsOpenedAfterTheClose() throws Exception {
        try (TcpProxy open = TcpProxy.toPort(1);
                TcpProxy closed = TcpProxy.toPort(1)) {
            var unused = send(open);
            Await.untilTrue("it is connected to", () -> open.connections() > 0);
            channels.close();
            assertThat(send(closed)).isCompletedExceptionally();
            Await.untilAfter(System.nanoTime(), BOUND);
            assertThat(closed.connections()).isZero();
        }
    }

    private CompletableFuture<RaftClientReply> send(TcpProxy member) {
        RaftPeer peer = new Address("a", "127.0.0.1", member.port()).toPeer();
        return channels.send(
                peer,
                RatisRequests.request(
                        ClientId.randomId(),
                        peer.getId(),
                        GroupConfig.NONE,
                        MemberList.question(),
                        RaftClientRequest.readRequestType()),
                BOUND);
    }
}
