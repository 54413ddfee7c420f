// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member;

import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.member.store.HostedGroup;
import io.baton.raft.internal.member.store.ReplicatedStore;
import io.baton.raft.internal.member.workaround.VoteConnections;
import io.baton.raft.internal.message.LeaderReport;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a member stand for election as soon as the process of its Raft leader is known to be gone, instead of after a silence: by
 * the order with which a Raft leader hands over. A refused connection alone does not say that: the other remaining member of a
 * group of three has to miss that Raft leader, too. In larger groups no member stands early (ADR 20). A member that stands needs
 * the votes of a majority. A host that is gone refuses no connection: there the silence has to be waited for.
 */
public final class EarlyElection {

    private static final Logger LOG = LoggerFactory.getLogger(EarlyElection.class);

    /** What was received before the connection broke is in the logs by then, as a rule. */
    private static final Duration SETTLE = Duration.ofMillis(25);

    /** Longer than an election takes, so that those who have noticed at the same moment do not share the votes. */
    private static final Duration TURN = Duration.ofMillis(80);

    /** Of two members one has no majority; of five, Ratis 3.3.0 can count a voter for an entry that it does not hold. */
    private static final int GROUP_SIZE = 3;

    /** The other member answers from its memory. */
    private static final Duration ANSWER_BOUND = Duration.ofMillis(50);

    private static final Duration ASK_AGAIN = Duration.ofMillis(15);

    /** Together as long as the shortest silence, after which the members stand by themselves. */
    private static final int MOST_QUESTIONS = 10;

    /** Shorter than a process takes to start: what was refused before says nothing of the next process. */
    private static final Duration REFUSAL_COUNTS = Duration.ofMillis(300);

    /** A connection is made before it is needed. */
    private static final Duration CONNECTION_CHECK = Duration.ofSeconds(5);

    /** Often enough for a lease, seldom enough to cost nothing. */
    private static final Duration LEADER_CHECK = Duration.ofMillis(500);

    private final HostedGroup group;
    private final RaftServer server;
    private final ReplicatedStore replicatedStore;
    private final MemberCalls calls;
    private final VoteConnections connections;
    private final StartElectionOrder startElectionOrder;
    private final long mostSilentMillis;
    private volatile Optional<Refusal> refusal = Optional.empty();
    private boolean isAsking;

    /** A connection that the host of a Raft leader has refused. */
    private record Refusal(String leader, long at) {}

    EarlyElection(HostedGroup group, ReplicatedStore replicatedStore, MemberCalls calls) {
        this.group = group;
        server = group.server();
        this.replicatedStore = replicatedStore;
        this.calls = calls;
        connections = new VoteConnections(group);
        startElectionOrder = new StartElectionOrder(group, replicatedStore);
        // A third more than the time between two heartbeats, which is half of this timeout.
        mostSilentMillis =
                RaftServerConfigKeys.Rpc.timeoutMin(server.getProperties()).toLong(TimeUnit.MILLISECONDS) * 2 / 3;
    }

    /** Keeps connections to the other members. */
    void begin() {
        keepConnected();
        restoreConnections();
    }

    /** Without a Raft leader the next one needs votes. */
    private void restoreConnections() {
        replicatedStore.later(LEADER_CHECK, () -> {
            if (hasNoLeader()) {
                for (RaftPeer other : others("")) {
                    connections.restore(other, this::hasNoLeader);
                }
            }
            restoreConnections();
        });
    }

    private boolean hasNoLeader() {
        Optional<RaftServer.Division> division = group.division();
        return division.isPresent() && division.get().getInfo().getLeaderId() == null;
    }

    private void keepConnected() {
        replicatedStore.later(CONNECTION_CHECK, () -> {
            for (RaftPeer other : others("")) {
                if (!isFollowed(other.getId())) {
                    connections.use(other);
                }
                var unused = calls.report(other, CONNECTION_CHECK).whenComplete((report, failure) -> {
                    if (failure != null) {
                        replicatedStore.run(() -> calls.leave(other));
                    }
                });
            }
            keepConnected();
        });
    }

    /** Leaves the connections as they are. */
    void close() {
        connections.close();
    }

    /** The host of that member has refused a connection to this one. */
    public void refused(String gone) {
        refusal = Optional.of(new Refusal(gone, replicatedStore.clock().nanos()));
    }

    /** What this member knows of its Raft leader. Thread-safe. */
    Optional<LeaderReport> report() {
        return group.division().map(RaftServer.Division::getInfo).map(this::report);
    }

    private LeaderReport report(DivisionInfo info) {
        RaftPeerId leader = info.getLeaderId();
        String name = leader == null ? "" : leader.toString();
        long silence = info.isLeader()
                ? 0
                : info.getRoleInfoProto().getFollowerInfo().getLeaderInfo().getLastRpcElapsedTimeMs();
        return new LeaderReport(name, silence, isRefused(name));
    }

    private boolean isRefused(String leader) {
        Optional<Refusal> last = refusal;
        return last.isPresent()
                && last.get().leader().equals(leader)
                && replicatedStore.clock().nanos() - last.get().at() < REFUSAL_COUNTS.toNanos();
    }

    /**
     * The host of that member has refused a connection to this one: this member stands when its turn comes, if it follows that
     * member still, no other member has stood before, and the other one misses that member, too.
     */
    public void heed(String gone) {
        refused(gone);
        replicatedStore.run(() -> {
            List<RaftPeer> others = others(gone);
            if (others.size() != GROUP_SIZE - 2 || isAsking) {
                return;
            }
            isAsking = true;
            RaftPeer other = others.get(0);
            Duration delay = turn(
                    gone,
                    server.getId().toString(),
                    List.of(gone, server.getId().toString(), other.getId().toString()));
            replicatedStore.later(delay, () -> ask(RaftPeerId.valueOf(gone), other, MOST_QUESTIONS));
        });
    }

    /** The voters besides this member and that one. */
    private List<RaftPeer> others(String gone) {
        Optional<RaftServer.Division> division = group.division();
        if (division.isEmpty()) {
            return List.of();
        }
        return division.get().getRaftConf().getCurrentPeers().stream()
                .filter(peer -> !peer.getId().equals(server.getId())
                        && !peer.getId().toString().equals(gone))
                .toList();
    }

    private void ask(RaftPeerId gone, RaftPeer other, int times) {
        if (times == 0 || !isFollowed(gone)) {
            isAsking = false;
            return;
        }
        var unused = calls.report(other, ANSWER_BOUND)
                .whenComplete((report, failure) -> replicatedStore.run(() -> {
                    if (failure != null) {
                        LOG.debug(
                                "member {} does not say whether it hears {}: {}",
                                other.getId(),
                                gone,
                                ExceptionText.text(failure));
                        calls.leave(other);
                        isAsking = false;
                    } else if (report.misses(gone.toString(), mostSilentMillis)) {
                        isAsking = false;
                        startElectionOrder.give(gone);
                    } else {
                        replicatedStore.later(ASK_AGAIN, () -> ask(gone, other, times - 1));
                    }
                }));
    }

    private boolean isFollowed(RaftPeerId leader) {
        Optional<RaftServer.Division> division = group.division();
        return division.isPresent() && leader.equals(division.get().getInfo().getLeaderId());
    }

    /** One after the other, by id. */
    public static Duration turn(String gone, String self, Collection<String> members) {
        long before = members.stream()
                .filter(member -> !member.equals(gone) && member.compareTo(self) < 0)
                .count();
        return SETTLE.plus(TURN.multipliedBy(before));
    }
}
