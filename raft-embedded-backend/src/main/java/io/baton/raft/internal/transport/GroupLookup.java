// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.transport;

import io.baton.raft.internal.config.GroupConfig;
import io.baton.spi.support.AsyncLogger;
import io.baton.spi.support.Strand;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.client.impl.ClientProtoUtils;
import org.apache.ratis.proto.RaftProtos.GroupListReplyProto;
import org.apache.ratis.proto.grpc.AdminProtocolServiceGrpc;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.GroupListRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.thirdparty.io.grpc.stub.StreamObserver;

/** The group under whose id each member is asked: the one that this process keeps to, or the member's own. For the strand only. */
public final class GroupLookup {

    private static final AsyncLogger LOG = AsyncLogger.of(GroupLookup.class);

    /** In a row, each of a second. */
    private static final int TELLING_SILENCES = 2;

    private final Strand strand;
    private final ChannelPool channels;
    private final Kept kept;
    private final Duration bound;
    private final ClientId client = ClientId.randomId();
    private final Map<RaftPeerId, RaftGroupId> told = new HashMap<>();
    private final Map<RaftPeerId, RaftGroupId> strangers = new HashMap<>();
    private final Set<String> named = new HashSet<>();
    private boolean answered;
    private int silences;

    /** The group to which this process keeps. */
    public interface Kept {

        /** Nothing if it keeps to none so far. */
        Optional<RaftGroupId> group();

        /** The log of that group has taken an entry. From any thread. */
        void taken(RaftGroupId by);

        /** For a while nothing has come from the group, and a member of that other one has answered. */
        void onlyOthersAnswer(RaftGroupId other);
    }

    /** @param bound how long a member has to answer */
    GroupLookup(Strand strand, ChannelPool channels, Kept kept, Duration bound) {
        this.strand = strand;
        this.channels = channels;
        this.kept = kept;
        this.bound = bound;
    }

    /** The group under whose id that member is asked; told on the strand. */
    CompletableFuture<RaftGroupId> of(RaftPeer member) {
        Optional<RaftGroupId> known = kept.group().or(() -> Optional.ofNullable(told.get(member.getId())));
        return known.map(CompletableFuture::completedFuture).orElseGet(() -> look(member));
    }

    /** The log of that group has taken an entry. From any thread. */
    void taken(RaftGroupId by) {
        kept.taken(by);
    }

    /** That member knows the group under whose id it was asked. */
    void answered(RaftPeerId member) {
        strangers.remove(member);
        answered = true;
    }

    /**
     * That member may belong to another group by now.
     *
     * @param refuses whether it has answered, and not as a member of the group does
     */
    void doubt(RaftPeer member, boolean refuses) {
        told.remove(member.getId());
        if (refuses && kept.group().isPresent()) {
            var unused = look(member);
        }
    }

    /** To be called every second. */
    void look() {
        if (answered || kept.group().isEmpty() || strangers.isEmpty()) {
            silences = 0;
        } else if (++silences == TELLING_SILENCES) {
            silences = 0;
            kept.onlyOthersAnswer(strangers.values().iterator().next());
        }
        answered = false;
        strangers.clear();
    }

    private CompletableFuture<RaftGroupId> look(RaftPeer member) {
        CompletableFuture<RaftGroupId> group = new CompletableFuture<>();
        GroupListRequest question =
                new GroupListRequest(client, member.getId(), GroupConfig.NONE, CallId.getAndIncrement());
        try {
            AdminProtocolServiceGrpc.newStub(channels.to(member))
                    .withDeadlineAfter(bound.toNanos(), TimeUnit.NANOSECONDS)
                    .groupList(ClientProtoUtils.toGroupListRequestProto(question), new Answer(member, group));
        } catch (IllegalStateException closed) {
            group.completeExceptionally(closed);
        }
        return group;
    }

    private void heard(RaftPeer member, RaftGroupId group) {
        Optional<RaftGroupId> known = kept.group();
        if (known.isEmpty()) {
            told.put(member.getId(), group);
        } else if (!known.get().equals(group)) {
            strangers.put(member.getId(), group);
            if (named.add(member + " " + group)) {
                LOG.warn(
                        "member {}@{} belongs to group {} and this process to group {}: they were founded apart."
                                + " baton.raft.members mixes members of both; give all processes the list of one group",
                        member.getId(),
                        member.getAddress(),
                        group.getUuid(),
                        known.get().getUuid());
            }
        }
    }

    private final class Answer implements StreamObserver<GroupListReplyProto> {

        private final RaftPeer member;
        private final CompletableFuture<RaftGroupId> group;

        Answer(RaftPeer member, CompletableFuture<RaftGroupId> group) {
            this.member = member;
            this.group = group;
        }

        @Override
        public void onNext(GroupListReplyProto reply) {
            Optional<RaftGroupId> hosted = hosted(reply);
            if (hosted.isEmpty()) {
                onError(new IOException("member " + member.getId() + " takes part in no group so far"));
                return;
            }
            tell(() -> {
                heard(member, hosted.get());
                group.complete(hosted.get());
            });
        }

        private static Optional<RaftGroupId> hosted(GroupListReplyProto reply) {
            try {
                return reply.getGroupIdList().stream()
                        .map(group -> RaftGroupId.valueOf(group.getId()))
                        .findFirst();
            } catch (RuntimeException malformed) {
                return Optional.empty();
            }
        }

        @Override
        public void onError(Throwable failure) {
            tell(() -> group.completeExceptionally(
                    failure instanceof IOException known ? known : new IOException(failure)));
        }

        @Override
        public void onCompleted() {
            onError(new IOException("no answer"));
        }

        private void tell(Runnable what) {
            if (!strand.run(what)) {
                group.completeExceptionally(new IOException("closed"));
            }
        }
    }
}
