// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.candidacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.baton.Candidate;
import io.baton.spi.Bid;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.RecordCodec;
import io.baton.zookeeper.internal.client.LeftNodes;
import io.baton.zookeeper.internal.session.OpenSession;
import io.baton.zookeeper.internal.session.SessionContext;
import io.baton.zookeeper.internal.session.SessionMembers;
import io.baton.zookeeper.internal.session.SessionName;
import java.util.List;
import java.util.OptionalLong;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;

/** One candidate's node, from its creation to its deletion. */
public final class ZooKeeperCandidacy implements Candidacy, SessionMembers.QueuedMember {

    private final OpenSession session;
    private final QueueEntry queueEntry;
    private final PredecessorTracker predecessorTracker;
    private final LeadershipTxns leadershipTxns;
    private final QueueJoin queueJoin;
    private final CandidacyContext shared;
    private final CandidacyBids bids;
    private final ReleaseTxns releaseTxns;

    public ZooKeeperCandidacy(
            CandidacyContext shared, ElectionName election, Candidate candidate, CandidacyFacts candidacyFacts) {
        this.shared = shared;
        session = shared.session();
        queueEntry = new QueueEntry(session.link(), election, SessionName.randomTag(), candidacyFacts, this::leftQueue);
        predecessorTracker = new PredecessorTracker(queueEntry, session);
        RecordedLeadership recorded = new RecordedLeadership(queueEntry, shared.receivedBids());
        bids = new CandidacyBids(queueEntry, shared, recorded);
        leadershipTxns = new LeadershipTxns(queueEntry, session, recorded, bids);
        releaseTxns = new ReleaseTxns(queueEntry, shared, recorded, bids);
        queueJoin = new QueueJoin(queueEntry, session, predecessorTracker, candidate);
    }

    public void enter() {
        queueEntry.request(this::enter);
    }

    private void enter(CandidacyRequest request) {
        if (session.members().admits(this, request.context())) {
            queueJoin.enter(request);
        } else {
            queueEntry.refuse(
                    request, new IllegalStateException(session.members().refusalOf(this, request.context())));
        }
    }

    @Override
    public void look() {
        queueEntry.request(this::look);
    }

    private void look(CandidacyRequest request) {
        queueJoin.find(request, () -> predecessorTracker.look(request));
    }

    @Override
    public void check() {
        shared.positionChecks().add(predecessorTracker);
    }

    @Override
    public void raiseValidity(FloorRecord read, long validityNanos) {
        queueEntry.request(request -> raiseValidity(request, read, validityNanos));
    }

    private void raiseValidity(CandidacyRequest request, FloorRecord read, long validityNanos) {
        String path = request.context().paths().floor(queueEntry.election());
        byte[] raised = RecordCodec.floor(read.floor(), OptionalLong.of(read.since()), validityNanos);
        Op write = Op.setData(path, raised, Math.toIntExact(read.version()));
        request.zooKeeper().multi(List.of(write), result -> {
            if (!request.isOpen()) {
                return;
            }
            // NONODE: the next look says what is missing.
            if (result.code() == Code.OK || result.code() == Code.BADVERSION || result.code() == Code.NONODE) {
                look(request);
            } else {
                request.failed(result.code(), path);
            }
        });
    }

    @Override
    public void takeLeadership(Bid bid) {
        queueEntry.request(request -> leadershipTxns.take(request, bid));
    }

    @Override
    public void bidAhead(Bid bid) {
        bids.bidAhead(bid);
    }

    @Override
    public void fence(String fenced) {
        queueEntry.request(request -> fence(request, fenced));
    }

    private void fence(CandidacyRequest request, String fenced) {
        if (!SessionName.isOne(fenced)) {
            request.refused(new IllegalStateException("the leader record of " + queueEntry.election()
                    + " names a session that cannot be one of ZooKeeper's. Restore the record from a backup"));
            return;
        }
        String path = request.context().paths().fence(fenced);
        request.zooKeeper().set(path, request.context().session().getBytes(UTF_8), code -> {
            if (code == Code.OK || code == Code.NONODE) {
                request.give(to -> to.proofsEnded(fenced));
            } else {
                request.failed(code, path);
            }
        });
    }

    /** A write, since a read could be answered by a server that has fallen behind. */
    @Override
    public void confirm() {
        queueEntry.request(request -> queueJoin.find(request, () -> confirm(request)));
    }

    private void confirm(CandidacyRequest request) {
        String path = queueEntry.path(request.context());
        request.zooKeeper().multi(List.of(Op.check(path, -1)), result -> {
            if (result.code() == Code.OK) {
                request.give(CandidacyFacts::confirmed);
            } else if (result.code() == Code.NONODE) {
                queueEntry.nodeGone();
            } else {
                request.failed(result.code(), path);
            }
        });
    }

    @Override
    public void release() {
        queueEntry.request(request -> queueJoin.find(request, () -> releaseTxns.release(request)));
    }

    @Override
    public void reconnected(SessionContext context) {
        queueEntry.reconnected(context);
        predecessorTracker.reconnected();
        bids.reconnected();
    }

    private void leftQueue() {
        session.left(this);
        bids.remove();
        shared.receivedBids().ends(queueEntry.election(), queueEntry);
    }

    @Override
    public void unwatch(SessionContext context) {
        predecessorTracker.end(context);
    }

    @Override
    public String nodePrefix(SessionContext context) {
        return queueEntry.prefix(context);
    }

    @Override
    public void leave(LeftNodes nodes, SessionContext context) {
        if (queueEntry.node().isPresent()) {
            nodes.add(queueEntry.path(context));
        } else {
            nodes.addUnanswered(queueEntry.prefix(context));
        }
    }

    @Override
    public void drop() {
        queueEntry.drop();
    }
}
