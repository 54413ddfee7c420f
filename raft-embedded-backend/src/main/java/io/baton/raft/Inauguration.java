// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.ratis.protocol.ClientId;
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
final class Inauguration {

    private static final Logger LOG = LoggerFactory.getLogger(Inauguration.class);

    /** A first entry takes 50 ms on a quiet machine, and a few hundred where all members start at once. */
    private static final long BOUND = Duration.ofSeconds(1).toNanos();

    /** Where each entry takes longer than that, some term has to have the time. */
    private static final int MOST_DOUBLINGS = 5;

    private static final long LATE = Duration.ofMillis(200).toNanos();

    private final RaftServer server;
    private final ClientId client = ClientId.randomId();
    private State waiting = State.NONE;
    private int inVain;
    private long lookedAt;

    /** The indices that the others are known to hold, or are to get next: while they move, the term may begin yet. */
    private record State(long term, List<Long> indices, long since) {
        static final State NONE = new State(-1, List.of(), 0);

        boolean isSame(State other) {
            return term == other.term && indices.equals(other.indices);
        }
    }

    Inauguration(RaftServer server) {
        this.server = server;
    }

    /** To be called all the time. */
    void look(DivisionInfo info, long now) {
        boolean wasAwake = now - lookedAt <= LATE;
        lookedAt = now;
        if (info.isLeader() && info.isLeaderReady()) {
            inVain = 0;
        }
        if (!info.isLeader() || info.isLeaderReady()) {
            waiting = State.NONE;
            return;
        }
        State present = new State(info.getCurrentTerm(), indices(info), now);
        if (!wasAwake || !present.isSame(waiting)) {
            waiting = present;
        } else if (now - waiting.since > BOUND << Math.min(inVain, MOST_DOUBLINGS)) {
            inVain++;
            waiting = State.NONE;
            LOG.warn(
                    "member {} was elected in term {} and could not begin it: it steps down",
                    server.getId(),
                    present.term);
            stepDown();
        }
    }

    private static List<Long> indices(DivisionInfo info) {
        return Stream.of(info.getFollowerMatchIndices(), info.getFollowerNextIndices())
                .filter(Objects::nonNull)
                .flatMap(indices -> Arrays.stream(indices).boxed())
                .toList();
    }

    private void stepDown() {
        try {
            var unused = server.transferLeadershipAsync(new TransferLeadershipRequest(
                            client, server.getId(), Group.ID, CallId.getAndIncrement(), null, BOUND / 1_000_000))
                    .whenComplete((reply, failure) -> LOG.debug("stepped down: {}", reply, failure));
        } catch (IOException closing) {
            LOG.debug("member {} does not step down: {}", server.getId(), Causes.text(closing));
        }
    }
}
