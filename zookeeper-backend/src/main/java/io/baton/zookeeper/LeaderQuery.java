// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.Candidate;
import io.baton.FencingToken;
import io.baton.Leader;
import io.baton.spi.ElectionName;
import io.baton.spi.LeaderRecord;
import io.baton.spi.RecordCodec;
import io.baton.spi.support.PendingQuery;
import io.baton.zookeeper.AsyncZooKeeper.Listed;
import io.baton.zookeeper.AsyncZooKeeper.Read;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.KeeperException.Code;

/**
 * Asks who leads. A leader that has taken office was first in the queue then, and every later candidate stands behind it: so
 * the office record and the node that it names are enough. The queue is listed only while no such leader is in office, when
 * a participant of another kind may be first.
 */
final class LeaderQuery {

    private final OpenSession session;
    private final ElectionName election;
    private final SessionContext sessionContext;
    private final PendingQuery<Optional<Leader>> question;
    private final String queue;

    private LeaderQuery(
            OpenSession session,
            ElectionName election,
            SessionContext sessionContext,
            PendingQuery<Optional<Leader>> question) {
        this.session = session;
        this.election = election;
        this.sessionContext = sessionContext;
        this.question = question;
        queue = sessionContext.paths().queue(election);
    }

    static void ask(
            OpenSession session,
            ElectionName election,
            SessionContext sessionContext,
            PendingQuery<Optional<Leader>> question) {
        new LeaderQuery(session, election, sessionContext, question).begin();
    }

    private void begin() {
        String record = sessionContext.paths().office(election);
        sessionContext.wire().sync(record, code -> {});
        sessionContext.wire().read(record, read -> {
            if (read.code() == Code.OK) {
                officeRead(read);
            } else if (read.code() == Code.NONODE) {
                list(Optional.empty());
            } else {
                session.queries().failed(question, read.code(), record);
            }
        });
    }

    private void officeRead(Read read) {
        LeaderRecord office;
        try {
            office = Records.parsedOffice(read);
        } catch (IllegalArgumentException e) {
            question.fail(new IllegalStateException(
                    "the record " + sessionContext.paths().office(election) + " cannot be read: " + e.getMessage(), e));
            return;
        }
        Optional<LeaderRecord> held = Optional.of(office).filter(record -> !record.released());
        Optional<String> node = held.flatMap(record -> OfficeNode.of(read.data()));
        if (node.isEmpty()) {
            list(held);
            return;
        }
        String path = queue + "/" + node.get();
        sessionContext.wire().read(path, leader -> {
            if (leader.code() == Code.OK && leader.requireStat().getCzxid() == office.led()) {
                answer(leader, office.token());
            } else if (leader.code() == Code.OK || leader.code() == Code.NONODE) {
                list(held);
            } else {
                session.queries().failed(question, leader.code(), path);
            }
        });
    }

    private void list(Optional<LeaderRecord> held) {
        session.listings().list(sessionContext, queue, listed -> listed(listed, held), () -> {});
    }

    private void listed(Listed children, Optional<LeaderRecord> held) {
        if (children.refusal().isPresent()) {
            question.fail(children.refusal().get());
        } else if (children.code() == Code.NONODE) {
            question.answer(Optional.empty());
        } else if (children.code() != Code.OK) {
            session.queries().failed(question, children.code(), queue);
        } else {
            readFirst(
                    QueueNode.queue(
                            children.names(),
                            stranger -> session.sessionMembers().skip(queue + "/" + stranger)),
                    held);
        }
    }

    private void readFirst(List<QueueNode> nodes, Optional<LeaderRecord> held) {
        if (nodes.isEmpty()) {
            question.answer(Optional.empty());
            return;
        }
        String path = queue + "/" + nodes.get(0).name();
        sessionContext.wire().read(path, first -> {
            if (first.code() == Code.NONODE) {
                question.again();
            } else if (first.code() != Code.OK) {
                session.queries().failed(question, first.code(), path);
            } else if (first.requireStat().getEphemeralOwner() == 0) {
                session.sessionMembers().skip(path);
                readFirst(nodes.subList(1, nodes.size()), held);
            } else {
                judge(first, held);
            }
        });
    }

    private void judge(Read first, Optional<LeaderRecord> held) {
        long orderValue = first.requireStat().getCzxid();
        if (RecordCodec.session(first.data()).isEmpty()) {
            answer(first, orderValue);
        } else {
            held.filter(record -> record.led() == orderValue)
                    .ifPresentOrElse(record -> answer(first, record.token()), () -> question.answer(Optional.empty()));
        }
    }

    private void answer(Read node, long token) {
        Candidate candidate = RecordCodec.candidate(node.data());
        question.answer(Optional.of(new Leader(candidate.id(), candidate.attributes(), new FencingToken(token))));
    }
}
