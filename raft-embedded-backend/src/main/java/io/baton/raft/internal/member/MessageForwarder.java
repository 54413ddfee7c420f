// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member;

import io.baton.raft.internal.member.store.HostedGroup;
import io.baton.raft.internal.member.store.ReplicatedStore;
import io.baton.raft.internal.message.ForwardedMessage;
import io.baton.raft.internal.transport.Replies;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;

/**
 * Forwards entries and polls of processes that do not reach the Raft leader, on a member that follows it: unchanged, once,
 * and only to the Raft leader that this member follows at that moment. The Raft leader checks the session's secret within;
 * it takes nothing from this member's certificate.
 */
public final class MessageForwarder {

    /** What one member does for others at a time; a poll lasts a second, so that entries need room besides. */
    static final int MOST_UNDER_WAY = 64;

    public static final int MOST_INQUIRIES = 32;

    /** Longer than a member holds a poll, shorter than the process waits for an answer. */
    private static final Duration BOUND = Duration.ofSeconds(2);

    private final HostedGroup group;
    private final ReplicatedStore replicatedStore;
    private final MemberCalls calls;
    private int entries;
    private int inquiries;

    MessageForwarder(HostedGroup group, ReplicatedStore replicatedStore, MemberCalls calls) {
        this.group = group;
        this.replicatedStore = replicatedStore;
        this.calls = calls;
    }

    /** Answers a {@link ForwardedMessage}; may be called from any thread. */
    CompletableFuture<byte[]> forward(ForwardedMessage asked) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        replicatedStore.run(() -> {
            Optional<RaftPeer> leader = followed();
            if (leader.isEmpty()) {
                refuse(answer, "member " + group.server().getId() + " follows no Raft leader");
            } else if (entries + inquiries >= MOST_UNDER_WAY || (!asked.isEntry() && inquiries >= MOST_INQUIRIES)) {
                refuse(
                        answer,
                        "member " + group.server().getId() + " forwards " + entries + " entries and " + inquiries
                                + " inquiries already");
            } else {
                send(asked, leader.get(), answer);
            }
        });
        return answer;
    }

    private static void refuse(CompletableFuture<byte[]> answer, String why) {
        answer.complete(ForwardedMessage.failed(new IOException(why)));
    }

    private Optional<RaftPeer> followed() {
        return group.division().flatMap(division -> {
            DivisionInfo info = division.getInfo();
            RaftPeerId leader = info.getLeaderId();
            return info.getCurrentRole() == RaftPeerRole.FOLLOWER && leader != null
                    ? Optional.ofNullable(division.getRaftConf().getPeer(leader))
                    : Optional.empty();
        });
    }

    private void send(ForwardedMessage asked, RaftPeer leader, CompletableFuture<byte[]> answer) {
        count(asked, 1);
        RaftClientRequest.Type type =
                asked.isEntry() ? RaftClientRequest.writeRequestType() : RaftClientRequest.readRequestType();
        var unused = calls.send(leader, asked.message(), type, BOUND)
                .whenComplete((content, failure) -> replicatedStore.run(() -> {
                    count(asked, -1);
                    if (failure == null) {
                        answer.complete(ForwardedMessage.answered(content));
                    } else {
                        answer.complete(ForwardedMessage.failed(Replies.cause(failure)));
                    }
                }));
    }

    private void count(ForwardedMessage asked, int change) {
        if (asked.isEntry()) {
            entries += change;
        } else {
            inquiries += change;
        }
    }
}
