// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.util.ProtoUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the connections of the Raft engine to the other followers before they are needed. Ratis 3.3.0 makes such a connection
 * when it asks for the first vote, while the group has no Raft leader: measured on two cores, 65 ms of the 190 ms from the death
 * of a Raft leader to the next one. Nothing depends on the answers. To be used on one strand.
 *
 * <p>After a cut, TCP and gRPC wait for about as long as the cut has lasted before they try the connection again, and without
 * votes there is no Raft leader meanwhile: seen after a cut of ten seconds to take six to eight more. So while the group has no
 * Raft leader, a connection on which nothing is answered is replaced.
 */
final class VoteConnections {

    private static final Logger LOG = LoggerFactory.getLogger(VoteConnections.class);

    /** The other member answers from its memory; longer than a process on a busy machine takes for that. */
    private static final Duration ANSWER_BOUND = Duration.ofMillis(400);

    private final HostedGroup group;
    private final Set<RaftPeerId> asked = ConcurrentHashMap.newKeySet();

    VoteConnections(HostedGroup group) {
        this.group = group;
    }

    /** Asks a follower for its read index: it answers from its memory that it does not lead. */
    void use(RaftPeer follower) {
        RaftPeerId to = follower.getId();
        var unused = ask(to).exceptionally(failure -> {
            LOG.debug("member {} is not connected: {}", to, Causes.text(failure));
            return false;
        });
    }

    /** Uses the connection to a member while the group has no Raft leader, and replaces it unless it is answered. */
    void restore(RaftPeer member) {
        RaftPeerId to = member.getId();
        if (!asked.add(to)) {
            return;
        }
        var unused = ask(to).orTimeout(ANSWER_BOUND.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answered, failure) -> {
                    if (failure == null || !isConnectionLost(failure) || !isReplacing(to, failure)) {
                        asked.remove(to);
                    }
                });
    }

    /** Closing a connection takes Ratis seconds while calls wait on it, so it has a thread of its own. */
    private boolean isReplacing(RaftPeerId to, Throwable why) {
        Thread thread = new Thread(() -> replace(to, why), "baton-raft-reconnect");
        thread.setDaemon(true);
        try {
            thread.start();
            return true;
        } catch (OutOfMemoryError noThread) {
            LOG.debug("member {} is not connected anew: {}", to, Causes.text(noThread));
            return false;
        }
    }

    /** A member that answers that it cannot answer is connected. */
    private static boolean isConnectionLost(Throwable failure) {
        return failure instanceof TimeoutException || Causes.isBrokenConnection(failure);
    }

    private void replace(RaftPeerId to, Throwable why) {
        LOG.debug("member {} is not connected, so the connection is replaced: {}", to, Causes.text(why));
        try {
            group.server().getServerRpc().handleException(to, new IOException(why), true);
        } catch (RuntimeException closed) {
            LOG.debug("member {} cannot be connected: {}", to, Causes.text(closed));
        } finally {
            asked.remove(to);
        }
    }

    private CompletableFuture<Boolean> ask(RaftPeerId to) {
        RaftGroupId id = group.id().get().orElse(null);
        if (id == null) {
            return CompletableFuture.completedFuture(false);
        }
        try {
            return group.server()
                    .getServerRpc()
                    .async()
                    .readIndexAsync(request(group.server(), to, id))
                    .thenApply(reply -> true);
        } catch (IOException | RuntimeException closed) {
            return CompletableFuture.failedFuture(closed);
        }
    }

    private static ReadIndexRequestProto request(RaftServer server, RaftPeerId to, RaftGroupId group) {
        return ReadIndexRequestProto.newBuilder()
                .setServerRequest(RaftRpcRequestProto.newBuilder()
                        .setRequestorId(server.getId().toByteString())
                        .setReplyId(to.toByteString())
                        .setRaftGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(group)))
                .build();
    }
}
