// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.query;

import io.baton.Candidate;
import io.baton.FencingToken;
import io.baton.Leader;
import io.baton.spi.LeaderRecord;
import io.baton.spi.RecordCodec;
import io.baton.spi.support.PendingQuery;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Listed;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Read;
import io.baton.zookeeper.internal.session.ElectionRecords;
import io.baton.zookeeper.internal.session.LeaderNodeField;
import io.baton.zookeeper.internal.session.QueueNode;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.KeeperException.Code;

/**
 * Asks who leads. A leader that has taken leadership was first in the queue then, and every later candidate stands behind it:
 * so the leader record and the node that it names are enough. The queue is listed only while no such leader leads, when a
 * participant of another kind may be first.
 */
public final class LeaderQuery {

    private final ElectionQuery<Optional<Leader>> query;
    private final PendingQuery<Optional<Leader>> pending;
    private final String queue;
    private final String leaderRecord;
    /** The leader record, unless the last leader has released it. */
    private Optional<LeaderRecord> held = Optional.empty();

    private LeaderQuery(ElectionQuery<Optional<Leader>> query) {
        this.query = query;
        pending = query.pending();
        queue = query.queue();
        leaderRecord = query.context().paths().leaderRecord(query.election());
    }

    public static void ask(ElectionQuery<Optional<Leader>> query) {
        new LeaderQuery(query).begin();
    }

    private void begin() {
        query.zooKeeper().sync(leaderRecord);
        query.zooKeeper().read(leaderRecord, this::recordRead);
    }

    private void recordRead(Read read) {
        if (read.code() == Code.NONODE) {
            list();
            return;
        }
        if (read.code() != Code.OK) {
            query.failed(read.code(), leaderRecord);
            return;
        }
        LeaderRecord parsed;
        try {
            parsed = ElectionRecords.parsedLeader(read);
        } catch (IllegalArgumentException e) {
            pending.fail(
                    new IllegalStateException("the record " + leaderRecord + " cannot be read: " + e.getMessage(), e));
            return;
        }
        held = parsed.released() ? Optional.empty() : Optional.of(parsed);
        Optional<String> node = parsed.released() ? Optional.empty() : LeaderNodeField.of(read.data());
        if (node.isEmpty()) {
            list();
        } else {
            readLeader(queue + "/" + node.get(), parsed);
        }
    }

    private void readLeader(String path, LeaderRecord leads) {
        query.zooKeeper().read(path, node -> {
            if (node.code() == Code.OK && node.requireStat().getCzxid() == leads.led()) {
                answer(node, leads.token());
            } else if (node.code() == Code.OK || node.code() == Code.NONODE) {
                list();
            } else {
                query.failed(node.code(), path);
            }
        });
    }

    private void list() {
        query.session().listings().list(query.zooKeeper(), queue, this::listed);
    }

    private void listed(Listed children) {
        if (children.refusal().isPresent()) {
            pending.fail(children.refusal().get());
        } else if (children.code() == Code.NONODE) {
            pending.answer(Optional.empty());
        } else if (children.code() != Code.OK) {
            query.failed(children.code(), queue);
        } else {
            readFirst(query.candidates(children));
        }
    }

    private void readFirst(List<QueueNode> nodes) {
        if (nodes.isEmpty()) {
            pending.answer(Optional.empty());
            return;
        }
        String path = queue + "/" + nodes.get(0).name();
        query.zooKeeper().read(path, first -> {
            if (first.code() == Code.NONODE) {
                pending.again();
            } else if (first.code() != Code.OK) {
                query.failed(first.code(), path);
            } else if (first.requireStat().getEphemeralOwner() == 0) {
                query.session().foreignNodes().skip(path);
                readFirst(nodes.subList(1, nodes.size()));
            } else {
                judge(first);
            }
        });
    }

    private void judge(Read first) {
        long orderValue = first.requireStat().getCzxid();
        if (RecordCodec.session(first.data()).isEmpty()) {
            answer(first, orderValue);
        } else if (held.isPresent() && held.get().led() == orderValue) {
            answer(first, held.get().token());
        } else {
            pending.answer(Optional.empty());
        }
    }

    private void answer(Read node, long token) {
        Candidate candidate = RecordCodec.candidate(node.data());
        pending.answer(Optional.of(new Leader(candidate.id(), candidate.attributes(), new FencingToken(token))));
    }
}
