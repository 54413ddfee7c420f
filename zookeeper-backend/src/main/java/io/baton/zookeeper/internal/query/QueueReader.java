// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.query;

import io.baton.spi.CandidateQueue;
import io.baton.spi.CandidateQueue.QueuedCandidate;
import io.baton.spi.LeaderRecord;
import io.baton.spi.RecordCodec;
import io.baton.spi.support.PendingQuery;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Listed;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Read;
import io.baton.zookeeper.internal.session.ElectionRecords;
import io.baton.zookeeper.internal.session.QueueNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.KeeperException.Code;

/** Reads the candidates of an election. */
public final class QueueReader {

    /** A candidate may publish 64 KiB: no more of them than this many are on their way at a time. */
    private static final int AT_A_TIME = 32;

    private final ElectionQuery<CandidateQueue> query;
    private final PendingQuery<CandidateQueue> pending;
    private final String queue;
    private final List<QueuedCandidate> candidates = new ArrayList<>();
    private Listed children = new Listed(Code.SYSTEMERROR, List.of());
    private Optional<LeaderRecord> held = Optional.empty();
    private long floor;

    private QueueReader(ElectionQuery<CandidateQueue> query) {
        this.query = query;
        pending = query.pending();
        queue = query.queue();
    }

    public static void ask(ElectionQuery<CandidateQueue> query) {
        new QueueReader(query).begin();
    }

    private void begin() {
        query.zooKeeper().sync(queue);
        query.session().listings().list(query.zooKeeper(), queue, this::listed, this::readRecords);
    }

    private void listed(Listed answer) {
        children = answer;
    }

    private void readRecords() {
        ElectionRecords.read(query.context(), query.election(), this::recordsRead);
    }

    private void recordsRead(ElectionRecords.Pair records) {
        if (children.refusal().isPresent()) {
            pending.fail(children.refusal().get());
            return;
        }
        for (Code code : List.of(
                children.code(), records.floor().code(), records.leader().code())) {
            if (code != Code.OK && code != Code.NONODE) {
                query.failed(code, queue);
                return;
            }
        }
        try {
            parse(records);
        } catch (IllegalArgumentException e) {
            pending.fail(new IllegalStateException("the records of " + query.election() + " cannot be read", e));
            return;
        }
        read(query.candidates(children), 0);
    }

    private void parse(ElectionRecords.Pair records) {
        if (records.floor().code() == Code.OK) {
            floor = ElectionRecords.parsedFloor(records.floor()).floor();
        }
        if (records.leader().code() == Code.OK) {
            LeaderRecord leader = ElectionRecords.parsedLeader(records.leader());
            held = leader.released() ? Optional.empty() : Optional.of(leader);
        }
    }

    private void read(List<QueueNode> nodes, int from) {
        int to = Math.min(nodes.size(), from + AT_A_TIME);
        if (from == to) {
            pending.answer(new CandidateQueue(candidates, floor));
            return;
        }
        Code[] worst = {Code.OK};
        for (int i = from; i < to; i++) {
            String path = queue + "/" + nodes.get(i).name();
            boolean last = i == to - 1;
            query.zooKeeper().read(path, read -> {
                if (read.code() == Code.OK) {
                    add(path, read);
                } else if (read.code() != Code.NONODE) {
                    worst[0] = read.code();
                }
                if (last && worst[0] != Code.OK) {
                    query.failed(worst[0], path);
                } else if (last && pending.isOpen()) {
                    read(nodes, to);
                }
            });
        }
    }

    private void add(String path, Read read) {
        if (read.requireStat().getEphemeralOwner() == 0) {
            query.session().foreignNodes().skip(path);
            return;
        }
        long orderValue = read.requireStat().getCzxid();
        boolean foreign = RecordCodec.session(read.data()).isEmpty();
        boolean holds = held.isPresent() && held.get().led() == orderValue;
        boolean leads = candidates.isEmpty() && (foreign || holds);
        long token = !leads ? 0 : foreign ? orderValue : held.orElseThrow().token();
        candidates.add(new QueuedCandidate(RecordCodec.candidate(read.data()), orderValue, leads, token));
    }
}
