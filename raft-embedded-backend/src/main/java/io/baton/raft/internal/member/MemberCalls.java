// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member;

import io.baton.raft.internal.message.LeaderReport;
import io.baton.raft.internal.message.RatisRequests;
import io.baton.raft.internal.transport.ChannelPool;
import io.baton.raft.internal.transport.Replies;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;

/** The calls that this member makes to the other members, beside those of the Raft engine. For the replica's strand only. */
public final class MemberCalls {

    private final ClientId client = ClientId.randomId();
    private final ChannelPool channels;
    private final Supplier<Optional<RaftGroupId>> group;

    /**
     * The calls of one member, over these connections.
     *
     * @param group in which this member takes part, as the others do
     */
    public MemberCalls(ChannelPool channels, Supplier<Optional<RaftGroupId>> group) {
        this.channels = channels;
        this.group = group;
    }

    /** Asks a member what it knows of its Raft leader. */
    CompletableFuture<LeaderReport> report(RaftPeer of, Duration bound) {
        return send(of, LeaderReport.question(), RaftClientRequest.staleReadRequestType(0), bound)
                .thenApply(LeaderReport::read);
    }

    /** The content of the answer, which comes on any thread. */
    public CompletableFuture<byte[]> send(RaftPeer to, byte[] message, RaftClientRequest.Type type, Duration bound) {
        return group.get()
                .map(own -> channels.send(to, RatisRequests.request(client, to.getId(), own, message, type), bound)
                        .thenApply(Replies::content))
                .orElseGet(() -> CompletableFuture.failedFuture(new IllegalStateException("no group here")));
    }

    /** The next call makes a new connection. */
    void leave(RaftPeer member) {
        channels.leave(member.getId());
    }

    void close() {
        channels.close();
    }
}
