// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member;

import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.config.Tls;
import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.member.store.HostedGroup;
import io.baton.raft.internal.member.store.ReplicatedStore;
import io.baton.raft.internal.message.FormatQuestion;
import io.baton.raft.internal.message.RatisRequests;
import io.baton.raft.internal.transport.ChannelPool;
import io.baton.raft.internal.transport.Replies;
import io.baton.raft.state.Store;
import io.baton.raft.state.codec.FormatLevelCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.FormatLevel;
import io.baton.spi.MonotonicClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.RaftServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raises the format level of the group while this member leads it, after each member has said that it reads the higher level.
 * Members that run an earlier version keep the level down for as long as they are members. For the replica's strand.
 */
final class FormatUpgrade {

    private static final Logger LOG = LoggerFactory.getLogger(FormatUpgrade.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final GroupConfig groupConfig;
    private final ReplicatedStore replicatedStore;
    private final HostedGroup hosted;
    private final ClientId client = ClientId.randomId();

    FormatUpgrade(GroupConfig groupConfig, ReplicatedStore replicatedStore, HostedGroup hosted) {
        this.groupConfig = groupConfig;
        this.replicatedStore = replicatedStore;
        this.hosted = hosted;
    }

    /** Looks again and again until the replica is closed. */
    void begin() {
        replicatedStore.later(PERIOD, () -> {
            begin();
            if (leads()) {
                var unused = replicatedStore.look(Store::level).thenAccept(this::ask);
            }
        });
    }

    private boolean leads() {
        Optional<RaftServer.Division> division = hosted.division();
        return division.isPresent() && division.get().getInfo().isLeaderReady();
    }

    private void ask(FormatLevel present) {
        if (present.number() >= FormatLevel.LATEST.number()) {
            return;
        }
        ChannelPool channels =
                new ChannelPool(MonotonicClock.SYSTEM, groupConfig.tls().map(Tls::toRatis));
        List<CompletableFuture<FormatLevel>> answers = new ArrayList<>();
        Optional<RaftServer.Division> division = hosted.division();
        if (division.isPresent()) {
            RaftGroupId group = division.get().getMemberId().getGroupId();
            for (RaftPeer peer : division.get().getRaftConf().getAllPeers()) {
                answers.add(ask(channels, peer, group));
            }
        }
        var unused = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .whenComplete((all, failure) -> replicatedStore.later(Duration.ZERO, () -> {
                    channels.close();
                    if (failure == null) {
                        raise(present, answers);
                    } else {
                        LOG.debug("the format level stays {}: {}", present.number(), ExceptionText.text(failure));
                    }
                }));
    }

    private CompletableFuture<FormatLevel> ask(ChannelPool channels, RaftPeer peer, RaftGroupId id) {
        RaftClientRequest question =
                RatisRequests.request(client, peer.getId(), id, FormatQuestion.question(), FormatQuestion.type());
        return channels.send(peer, question, PATIENCE)
                .thenApply(reply -> FormatLevelCodec.read(Replies.content(reply)));
    }

    private void raise(FormatLevel present, List<CompletableFuture<FormatLevel>> answers) {
        FormatLevel common = answers.stream()
                .map(CompletableFuture::join)
                .min(Comparator.comparingInt(FormatLevel::number))
                .orElse(present);
        if (common.number() > present.number() && leads()) {
            LOG.info(
                    "all members read format level {} of Baton {}: the group writes it from now on",
                    common.number(),
                    common.version());
            var unused = replicatedStore.propose(new Command.RaiseLevel(common));
        }
    }
}
