// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.transport;

import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.message.MemberList;
import io.baton.raft.internal.message.RatisRequests;
import io.baton.spi.support.AsyncLogger;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;

/** Finds out, once a connection to a member has broken, whether its process has gone. For the strand only. */
final class GoneProcessCheck {

    private static final AsyncLogger LOG = AsyncLogger.of(GoneProcessCheck.class);

    private final Strand strand;
    private final ChannelPool channels;
    private final ClientId client;
    private final Optional<Consumer<String>> onGone;
    private final Set<RaftPeerId> checked = new HashSet<>();

    /** @param onGone hears, on the strand, that no process listens any more where that member was reached */
    GoneProcessCheck(Strand strand, ChannelPool channels, ClientId client, Optional<Consumer<String>> onGone) {
        this.strand = strand;
        this.channels = channels;
        this.client = client;
        this.onGone = onGone;
    }

    /** A connection may break for many reasons; a new one that is refused shows that the process has gone. */
    void check(RaftPeerId member, Optional<RaftPeer> known, Duration attempt) {
        if (onGone.isEmpty() || known.isEmpty() || !checked.add(member)) {
            return;
        }
        // Under whichever group it is asked: what counts is whether it is there.
        RaftClientRequest question = RatisRequests.request(
                client, member, GroupConfig.NONE, MemberList.question(), RaftClientRequest.readRequestType());
        var unused = channels.send(known.get(), question, attempt)
                .whenComplete((reply, failure) -> strand.run(() -> {
                    checked.remove(member);
                    if (failure != null && ExceptionText.isRefusedConnection(failure)) {
                        gone(member);
                    }
                }));
    }

    /** A connection to the member was refused. */
    void gone(RaftPeerId member) {
        onGone.ifPresent(listener -> {
            LOG.debug("no process listens any more where member {} was", member);
            listener.accept(member.toString());
        });
    }
}
