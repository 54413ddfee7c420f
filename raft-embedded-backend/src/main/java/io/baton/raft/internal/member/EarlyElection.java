// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member;

import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.member.store.HostedGroup;
import io.baton.raft.internal.member.store.ReplicatedStore;
import io.baton.raft.internal.member.workaround.VoteConnections;
import io.baton.raft.internal.message.LeaderReport;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.util.ProtoUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a member stand for election as soon as the process of its Raft leader is known to be gone, instead of after a silence: by
 * the order with which a Raft leader hands over. A refused connection alone does not say that: the other remaining member of a
 * group of three has to miss that Raft leader, too. In larger groups no member stands early (ADR 20). A member that stands needs
 * the votes of a majority. A host that is gone refuses no connection: there the silence has to be waited for.
 *
 * <p>What Ratis looks at before it stands by itself is looked at here too, at one with the order: nothing of the old leader's may
 * be on its way into the log. It would be written over the first entry of the new term.
 */
public final class EarlyElection {

    private static final Logger LOG = LoggerFactory.getLogger(EarlyElection.class);

    /** What was received before the connection broke is in the logs by then, as a rule. */
    private static final Duration SETTLE = Duration.ofMillis(25);

    /** Longer than an election takes, so that those who have noticed at the same moment do not share the votes. */
    private static final Duration TURN = Duration.ofMillis(80);

    private static final Duration AGAIN = Duration.ofMillis(5);
    private static final int MOST_TIMES = 20;

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
                others("").forEach(other -> connections.restore(other, this::hasNoLeader));
            }
            restoreConnections();
        });
    }

    private boolean hasNoLeader() {
        return group.division()
                .filter(division -> division.getInfo().getLeaderId() == null)
                .isPresent();
    }

    private void keepConnected() {
        replicatedStore.later(CONNECTION_CHECK, () -> {
            others("").forEach(other -> {
                if (!isFollowed(other.getId())) {
                    connections.use(other);
                }
                var unused = calls.report(other, CONNECTION_CHECK)
                        .whenComplete((report, failure) -> replicatedStore.run(() -> {
                            if (failure != null) {
                                calls.leave(other);
                            }
                        }));
            });
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
        return group.division().map(division -> {
            DivisionInfo info = division.getInfo();
            RaftPeerId leader = info.getLeaderId();
            String name = leader == null ? "" : leader.toString();
            long silence = info.isLeader()
                    ? 0
                    : info.getRoleInfoProto().getFollowerInfo().getLeaderInfo().getLastRpcElapsedTimeMs();
            return new LeaderReport(name, silence, isRefused(name));
        });
    }

    private boolean isRefused(String leader) {
        return refusal.filter(last -> last.leader().equals(leader)
                        && replicatedStore.clock().nanos() - last.at() < REFUSAL_COUNTS.toNanos())
                .isPresent();
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
        return group.division().stream()
                .flatMap(division -> division.getRaftConf().getCurrentPeers().stream())
                .filter(peer -> !peer.getId().equals(server.getId()))
                .filter(peer -> !peer.getId().toString().equals(gone))
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
                        startElection(gone, MOST_TIMES);
                    } else {
                        replicatedStore.later(ASK_AGAIN, () -> ask(gone, other, times - 1));
                    }
                }));
    }

    private boolean isFollowed(RaftPeerId leader) {
        return group.division()
                .filter(division -> leader.equals(division.getInfo().getLeaderId()))
                .isPresent();
    }

    /** One after the other, by id. */
    public static Duration turn(String gone, String self, Collection<String> members) {
        long before = members.stream()
                .filter(member -> !member.equals(gone) && member.compareTo(self) < 0)
                .count();
        return SETTLE.plus(TURN.multipliedBy(before));
    }

    private void startElection(RaftPeerId gone, int times) {
        try {
            RaftServer.Division division = group.division().orElseThrow();
            boolean isSettled;
            // Ratis 3.3.0 counts what it begins to append, and takes the order, under this lock.
            synchronized (division) {
                RoleInfoProto role = division.getInfo().getRoleInfoProto();
                if (role.getRole() != RaftPeerRole.FOLLOWER
                        || !gone.equals(division.getInfo().getLeaderId())) {
                    return;
                }
                isSettled = role.getFollowerInfo().getOutstandingOp() == 0;
                if (isSettled) {
                    order(division, gone);
                }
            }
            if (!isSettled && times > 1) {
                replicatedStore.later(AGAIN, () -> startElection(gone, times - 1));
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("member {} does not stand after {}: {}", server.getId(), gone, ExceptionText.text(e));
        }
    }

    private void order(RaftServer.Division division, RaftPeerId from) throws IOException {
        TermIndex last = division.getRaftLog().getLastEntryTermIndex();
        if (last == null) {
            return;
        }
        server.startLeaderElection(StartLeaderElectionRequestProto.newBuilder()
                .setServerRequest(RaftRpcRequestProto.newBuilder()
                        .setRequestorId(from.toByteString())
                        .setReplyId(server.getId().toByteString())
                        .setRaftGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(
                                division.getMemberId().getGroupId())))
                .setLeaderLastEntry(
                        TermIndexProto.newBuilder().setTerm(last.getTerm()).setIndex(last.getIndex()))
                .build());
    }
}
