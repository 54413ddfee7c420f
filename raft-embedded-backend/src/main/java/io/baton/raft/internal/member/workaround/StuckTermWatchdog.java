// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.workaround;

import io.baton.raft.internal.config.ElectionTimeouts;
import io.baton.raft.internal.failure.ExceptionText;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a Raft leader step down that was elected and does not get the first entry of its term committed. With Ratis 3.3.0 it
 * could stay so for as long as a third member was cut off: when the answer to that entry is lost with its connection after the
 * request has timed out, the leader goes on from the entry after it, heartbeats do not tell what the other one holds, and
 * nothing else is written before the term has begun. The next leader asks anew. For the replica's strand only.
 */
public final class StuckTermWatchdog {

    private static final Logger LOG = LoggerFactory.getLogger(StuckTermWatchdog.class);

    /** A first entry takes 50 ms on a quiet machine, and a few hundred where all members start at once. */
    private static final Duration BOUND = Duration.ofSeconds(1);

    private final RaftServer server;
    private final ClientId client = ClientId.randomId();
    private final NoProgressTimer noProgressTimer;

    public StuckTermWatchdog(RaftServer server, ElectionTimeouts timeouts) {
        this.server = server;
        noProgressTimer = new NoProgressTimer(timeouts.stretch(BOUND));
    }

    /** To be called all the time. */
    public void look(RaftServer.Division division, long now) {
        DivisionInfo info = division.getInfo();
        if (!info.isLeader()) {
            noProgressTimer.pause();
        } else if (info.isLeaderReady()) {
            noProgressTimer.end();
        } else if (noProgressTimer.lasts(state(info), now)) {
            LOG.warn(
                    "member {} was elected in term {} and could not begin it: it steps down",
                    server.getId(),
                    info.getCurrentTerm());
            stepDown(division.getMemberId().getGroupId());
        }
    }

    /** The term, and what the others are known to hold: while that grows, the term may begin yet. */
    private static List<Long> state(DivisionInfo info) {
        long[] held = info.getFollowerMatchIndices();
        LongStream indices = held == null ? LongStream.empty() : Arrays.stream(held);
        return LongStream.concat(LongStream.of(info.getCurrentTerm()), indices)
                .boxed()
                .toList();
    }

    private void stepDown(RaftGroupId group) {
        try {
            var unused = server.transferLeadershipAsync(new TransferLeadershipRequest(
                            client, server.getId(), group, CallId.getAndIncrement(), null, BOUND.toMillis()))
                    .whenComplete((reply, failure) -> LOG.debug("stepped down: {}", reply, failure));
        } catch (IOException closing) {
            LOG.debug("member {} does not step down: {}", server.getId(), ExceptionText.text(closing));
        }
    }
}
