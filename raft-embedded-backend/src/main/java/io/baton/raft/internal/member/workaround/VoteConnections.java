// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.workaround;

import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.member.store.HostedGroup;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
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
 * of a Raft leader to the next one. To be used on one strand.
 *
 * <p>After a cut, TCP and gRPC wait for about as long as the cut has lasted before they try the connection again, and without
 * votes there is no Raft leader meanwhile: seen after a cut of ten seconds to take six to eight more. So while the group has no
 * Raft leader, a connection on which nothing is answered is replaced.
 */
public final class VoteConnections {

    private static final Logger LOG = LoggerFactory.getLogger(VoteConnections.class);

    /** One question may meet a process that stands still for a moment. */
    private static final int UNANSWERED = 2;

    private final HostedGroup group;
    private final Map<RaftPeerId, Integer> unanswered = new ConcurrentHashMap<>();
    private final Set<RaftPeerId> asked = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public VoteConnections(HostedGroup group) {
        this.group = group;
    }

    /** Asks a follower for its read index: it answers from its memory that it does not lead. */
    public void use(RaftPeer follower) {
        RaftPeerId to = follower.getId();
        var unused = ask(to).exceptionally(failure -> {
            LOG.debug("member {} is not connected: {}", to, ExceptionText.text(failure));
            return false;
        });
    }

    /**
     * Uses the connection to a member while the group has no Raft leader, and replaces it if it is refused, or not answered twice.
     *
     * @param isNeeded whether the group still has none; asked from any thread
     */
    public void restore(RaftPeer member, BooleanSupplier isNeeded) {
        RaftPeerId to = member.getId();
        if (!asked.add(to)) {
            return;
        }
        var unused = ask(to).whenComplete((answered, failure) -> {
            if (failure == null) {
                unanswered.remove(to);
            }
            if (failure == null || !isLost(to, failure) || !isReplacing(to, failure, isNeeded)) {
                asked.remove(to);
            }
        });
    }

    /** A member that answers that it cannot answer is connected. */
    private boolean isLost(RaftPeerId to, Throwable failure) {
        if (ExceptionText.isBrokenConnection(failure)) {
            return true;
        }
        if (!ExceptionText.isOverdue(failure)) {
            unanswered.remove(to);
            return false;
        }
        return unanswered.merge(to, 1, Integer::sum) >= UNANSWERED;
    }

    /** Closing a connection takes Ratis seconds while calls wait on it, so it has a thread of its own. */
    private boolean isReplacing(RaftPeerId to, Throwable why, BooleanSupplier isNeeded) {
        unanswered.remove(to);
        if (closed || !isNeeded.getAsBoolean()) {
            return false;
        }
        Thread thread = new Thread(() -> replace(to, why), "baton-raft-reconnect");
        thread.setDaemon(true);
        try {
            thread.start();
            return true;
        } catch (OutOfMemoryError noThread) {
            LOG.debug("member {} is not connected anew: {}", to, ExceptionText.text(noThread));
            return false;
        }
    }

    private void replace(RaftPeerId to, Throwable why) {
        LOG.debug("member {} is not connected, so the connection is replaced: {}", to, ExceptionText.text(why));
        try {
            group.server().getServerRpc().handleException(to, new IOException(why), true);
        } catch (RuntimeException ended) {
            LOG.debug("member {} cannot be connected: {}", to, ExceptionText.text(ended));
        } finally {
            asked.remove(to);
        }
    }

    /** Connections are left as they are from now on. */
    public void close() {
        closed = true;
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
