// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member;

import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.config.Tls;
import io.baton.raft.internal.member.store.HostedGroup;
import io.baton.raft.internal.member.store.ReplicatedStore;
import io.baton.raft.internal.message.FormatQuestion;
import io.baton.raft.internal.message.ForwardedMessage;
import io.baton.raft.internal.message.LeaderReport;
import io.baton.raft.internal.transport.ChannelPool;
import io.baton.raft.state.codec.MalformedException;
import io.baton.spi.MonotonicClock;
import java.util.concurrent.CompletableFuture;

/**
 * What a member does for others by itself, whether it leads or not: it says which format it reads, reports of its Raft
 * leader, and forwards to that leader.
 *
 * @param calls how it reaches the other members
 */
record MemberService(
        ReplicatedStore replica, MemberCalls calls, EarlyElection earlyElection, MessageForwarder forwarder) {

    static MemberService of(HostedGroup hosted, ReplicatedStore replica, GroupConfig groupConfig) {
        MemberCalls calls = new MemberCalls(
                new ChannelPool(MonotonicClock.SYSTEM, groupConfig.tls().map(Tls::toRatis)), hosted.id());
        return new MemberService(
                replica,
                calls,
                new EarlyElection(hosted, replica, calls),
                new MessageForwarder(hosted, replica, calls));
    }

    void begin() {
        earlyElection.begin();
    }

    /** May be called from any thread. */
    CompletableFuture<byte[]> answer(byte[] question) {
        if (FormatQuestion.isQuestion(question)) {
            return CompletableFuture.completedFuture(FormatQuestion.answer());
        }
        if (LeaderReport.isQuestion(question)) {
            return earlyElection
                    .report()
                    .map(report -> CompletableFuture.completedFuture(report.write()))
                    .orElseGet(() -> CompletableFuture.failedFuture(new IllegalStateException("no group here")));
        }
        if (ForwardedMessage.isOne(question)) {
            try {
                return forwarder.forward(ForwardedMessage.read(question));
            } catch (MalformedException foreign) {
                return CompletableFuture.failedFuture(foreign);
            }
        }
        return CompletableFuture.failedFuture(new MalformedException("not a question to a member"));
    }

    void close() {
        earlyElection.close();
        replica.run(calls::close);
    }
}
