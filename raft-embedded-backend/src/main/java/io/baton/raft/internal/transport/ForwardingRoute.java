// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.transport;

import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.message.ForwardedMessage;
import io.baton.raft.internal.message.MemberList;
import io.baton.raft.internal.message.RatisRequests;
import io.baton.spi.support.AsyncLogger;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;

/**
 * Sends what is for a Raft leader over a member that forwards, and finds out whether the leader answers directly again. For the
 * strand only; answers come on any thread.
 */
final class ForwardingRoute {

    private static final AsyncLogger LOG = AsyncLogger.of(ForwardingRoute.class);

    private final Strand strand;
    private final ChannelPool channels;
    private final ClientId client;
    private final GroupLookup groups;
    private final ForwarderSelector selector = new ForwarderSelector();

    ForwardingRoute(Strand strand, ChannelPool channels, ClientId client, GroupLookup groups) {
        this.strand = strand;
        this.channels = channels;
        this.client = client;
        this.groups = groups;
    }

    ForwarderSelector selector() {
        return selector;
    }

    /**
     * Each attempt at an entry, this way or directly, is the same to the group: the entry has one number.
     *
     * @param attempt how long to wait until another way is tried
     * @param latest how long an answer is still welcome
     * @param onFailure hears, on the strand, that another way is to be tried
     */
    CompletionStage<byte[]> send(
            RaftPeer by, ForwardedMessage message, Duration attempt, Duration latest, Runnable onFailure) {
        Runnable fail = () -> {
            selector.withdrawn(by.getId());
            onFailure.run();
        };
        Strand.Timer timer = strand.later(attempt, () -> {
            channels.silent(by.getId());
            fail.run();
        });
        return groups.of(by)
                .thenCompose(group -> send(by, group, message, latest))
                .whenComplete((content, failure) -> strand.run(() -> {
                    timer.cancel();
                    if (failure == null || ExceptionText.refusedEntry(failure).isPresent()) {
                        channels.answered(by.getId());
                        groups.answered(by.getId());
                    } else {
                        LOG.debug("member {} has not forwarded a request: {}", by.getId(), ExceptionText.text(failure));
                        groups.doubt(by, ExceptionText.isRefusal(failure));
                        fail.run();
                    }
                }));
    }

    private CompletableFuture<byte[]> send(RaftPeer by, RaftGroupId group, ForwardedMessage message, Duration latest) {
        RaftClientRequest request = RatisRequests.request(
                client, by.getId(), group, message.write(), RaftClientRequest.staleReadRequestType(0));
        return channels.send(by, request, latest)
                .thenApply(Replies::content)
                .thenApply(ForwardedMessage::readAnswer)
                .thenApply(content -> {
                    if (message.isEntry()) {
                        groups.taken(group);
                    }
                    return content;
                });
    }

    /** Asks the Raft leader for the members, while another member forwards to it. */
    CompletionStage<byte[]> tryDirectly(RaftPeer leader, Duration bound) {
        return groups.of(leader)
                .thenCompose(group -> channels.send(
                        leader,
                        RatisRequests.request(
                                client,
                                leader.getId(),
                                group,
                                MemberList.question(),
                                RaftClientRequest.readRequestType()),
                        bound))
                .thenApply(Replies::content)
                .whenComplete((content, failure) -> strand.run(() -> {
                    if (failure == null) {
                        channels.answered(leader.getId());
                        groups.answered(leader.getId());
                        selector.answered(leader.getId());
                    } else {
                        channels.silent(leader.getId());
                        selector.unreached(leader.getId());
                    }
                }));
    }
}
