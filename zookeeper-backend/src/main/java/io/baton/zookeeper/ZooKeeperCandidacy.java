// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.baton.Candidate;
import io.baton.spi.Bid;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.FloorRecord;
import io.baton.spi.RecordCodec;
import java.util.List;
import java.util.OptionalLong;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/** One candidate's node, from its creation to its deletion. */
final class ZooKeeperCandidacy implements Candidacy {

    private final QueueEntry queueEntry;
    private final PredecessorTracker predecessorTracker;
    private final LeadershipTxns leadershipTxns;
    private final QueueJoin queueJoin;

    ZooKeeperCandidacy(QueueEntry queueEntry, Candidate candidate) {
        this.queueEntry = queueEntry;
        predecessorTracker = new PredecessorTracker(queueEntry);
        leadershipTxns = new LeadershipTxns(queueEntry);
        queueJoin = new QueueJoin(queueEntry, predecessorTracker, candidate);
    }

    QueueEntry place() {
        return queueEntry;
    }

    void enter() {
        queueEntry.request((sessionContext, answer) -> {
            if (queueEntry.session().sessionMembers().admits(this, sessionContext)) {
                queueJoin.enter(sessionContext, answer);
            } else {
                queueEntry.refuse(
                        sessionContext,
                        answer,
                        new IllegalStateException("this process stands in so many elections that the end of its session"
                                + " would not fit half of jute.maxbuffer, and could stop the ensemble"
                                + " (ZOOKEEPER-4306). Use more connections, or raise jute.maxbuffer everywhere"));
            }
        });
    }

    @Override
    public void look() {
        queueEntry.request((sessionContext, answer) ->
                queueJoin.find(sessionContext, answer, () -> predecessorTracker.look(sessionContext, answer)));
    }

    @Override
    public void raiseValidity(FloorRecord read, long validityNanos) {
        queueEntry.request((sessionContext, answer) -> {
            String path = sessionContext.paths().floor(queueEntry.election());
            byte[] raised = RecordCodec.floor(read.floor(), OptionalLong.of(read.since()), validityNanos);
            Op write = Op.setData(path, raised, Math.toIntExact(read.version()));
            sessionContext.wire().multi(List.of(write), result -> {
                if (!answer.isOpen()) {
                    return;
                }
                // NONODE: the next look says what is missing.
                if (result.code() == Code.OK || result.code() == Code.BADVERSION || result.code() == Code.NONODE) {
                    queueJoin.find(sessionContext, answer, () -> predecessorTracker.look(sessionContext, answer));
                } else {
                    queueEntry.failed(answer, result.code(), path);
                }
            });
        });
    }

    @Override
    public void takeOffice(Bid bid) {
        queueEntry.request((sessionContext, answer) -> leadershipTxns.take(sessionContext, answer, bid));
    }

    @Override
    public void fence(String session) {
        queueEntry.request((sessionContext, answer) -> {
            if (!SessionName.isOne(session)) {
                answer.give(to -> to.refused(new IllegalStateException("the office record of " + queueEntry.election()
                        + " names a session that cannot be one of ZooKeeper's. Restore the record from a backup")));
                return;
            }
            String path = sessionContext.paths().fence(session);
            sessionContext.wire().set(path, sessionContext.session().getBytes(UTF_8), code -> {
                if (code == Code.OK || code == Code.NONODE) {
                    answer.give(to -> to.proofsEnded(session));
                } else {
                    queueEntry.failed(answer, code, path);
                }
            });
        });
    }

    /** A write, since a read could be answered by a server that has fallen behind. */
    @Override
    public void confirm() {
        queueEntry.request((sessionContext, answer) -> queueJoin.find(sessionContext, answer, () -> {
            String path = queueEntry.path(sessionContext);
            sessionContext.wire().multi(List.of(Op.check(path, -1)), result -> {
                if (result.code() == Code.OK) {
                    answer.give(CandidacyFacts::confirmed);
                } else if (result.code() == Code.NONODE) {
                    queueEntry.nodeGone();
                } else {
                    queueEntry.failed(answer, result.code(), path);
                }
            });
        }));
    }

    @Override
    public void release() {
        queueEntry.request((sessionContext, answer) ->
                queueJoin.find(sessionContext, answer, () -> leadershipTxns.release(sessionContext, answer)));
    }

    void reconnected(SessionContext sessionContext) {
        queueEntry.reconnected(sessionContext);
        predecessorTracker.reconnected(sessionContext);
    }

    /** The candidacy is over, the session goes on. */
    void left(SessionContext sessionContext) {
        predecessorTracker.end(sessionContext);
    }
}
