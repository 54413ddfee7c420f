// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.bid;

import io.baton.spi.Bid;
import io.baton.spi.ElectionName;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Read;
import io.baton.zookeeper.internal.client.TransactionAnswer;
import io.baton.zookeeper.internal.session.OpenSession;
import io.baton.zookeeper.internal.session.SessionContext;
import io.baton.zookeeper.internal.session.SessionFence;
import java.util.Arrays;
import java.util.List;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * The node of one bid made ahead, in the directory of the session that leads. It is made, in one transaction, if everything stands that taking
 * leadership would rest on but the release; the leader's release writes it, once. Nothing else does, so that its first
 * change says that the bid was carried out. For the strand only.
 */
public final class BidEntry {

    private final OpenSession session;
    private final SentBids sent;
    private final SessionContext context;
    private final SessionFence fence;
    private final Own own;
    private final Bid bid;
    private final BidEvents events;
    private final BidTransaction.Place place;
    private BidRecord record;
    private BidState state = BidState.OVER;
    private boolean withdrawing;
    private boolean stopped;
    private @Nullable Watcher watcher;

    /** The candidacy that bids, with the path and the order value of its node. */
    public record Own(ElectionName election, String path, String node, long orderValue) {}

    /** A bid that is not made yet, with the session's fence and a connection. */
    public BidEntry(SentBids sent, OpenSession session, Own own, Bid bid, BidEvents events) {
        this.sent = sent;
        this.session = session;
        this.own = own;
        this.bid = bid;
        this.events = events;
        context = session.link().context().orElseThrow();
        fence = session.fence().orElseThrow();
        String leader = bid.seen().session();
        place = new BidTransaction.Place(
                own.election(),
                own.path(),
                context.paths().bids(leader),
                context.paths().bid(leader, own.election()));
        record = restingOn(fence.version());
    }

    private BidRecord restingOn(int fenceVersion) {
        return BidRecord.of(bid, own.node(), own.orderValue(), context.session(), fenceVersion);
    }

    public Bid bid() {
        return bid;
    }

    /** The version of the session's fence that it rests on. */
    public int rested() {
        return record.fence();
    }

    public boolean stands() {
        return state == BidState.STANDS && !withdrawing;
    }

    /** Whether it may be carried out at any moment, or was without the news of it. */
    public boolean isDoubtful() {
        return state == BidState.UNANSWERED || state == BidState.STANDS || state == BidState.UNKNOWN;
    }

    /** Whether only the leader record tells if it was carried out. */
    public boolean isSpent() {
        return state == BidState.SPENT;
    }

    public boolean isOver() {
        return state == BidState.OVER;
    }

    /** Whether it is this bid, on the fence as it is known now. */
    public boolean matches(Bid other) {
        return bid.equals(other) && (state == BidState.WAITING || rested() == fence.version());
    }

    /** Makes the bid when its turn comes; false if there is no room for it. */
    public boolean begin() {
        if (!sent.admits(place.path(), context)) {
            return false;
        }
        state = BidState.WAITING;
        sent.await(this::send);
        return true;
    }

    private boolean send() {
        if (state != BidState.WAITING) {
            return false;
        }
        if (session.link().isOver() || session.link().connected().isEmpty()) {
            neverMade();
            return false;
        }
        state = BidState.UNANSWERED;
        record = restingOn(fence.version());
        new BidTransaction(session, sent, place, record, new Answer()).send();
        return true;
    }

    private void neverMade() {
        state = BidState.OVER;
        sent.notMade(place.path());
    }

    private Watcher newWatcher() {
        Watcher[] made = new Watcher[1];
        made[0] = context.zooKeeper().watcher(type -> {
            if (watcher == made[0]) {
                onEvent(type);
            }
        });
        watcher = made[0];
        return made[0];
    }

    private void onEvent(EventType type) {
        if (state != BidState.STANDS) {
            return;
        }
        switch (type) {
            case NodeDataChanged -> carriedOut();
            case NodeDeleted -> deleted();
            default -> missed();
        }
    }

    private void carriedOut() {
        state = BidState.CARRIED_OUT;
        events.carriedOut(this);
    }

    private void deleted() {
        state = BidState.OVER;
        sent.left(place.directory(), place.path());
        events.ended(this);
    }

    /** Events may have been missed: what an earlier watch tells counts for nothing, until the node was read again. */
    public void missed() {
        if (state == BidState.STANDS || state == BidState.UNKNOWN) {
            state = BidState.UNKNOWN;
            watcher = null;
            sent.await(this::readAgain);
        }
    }

    private boolean readAgain() {
        if (state != BidState.UNKNOWN || session.link().connected().isEmpty()) {
            return false;
        }
        context.zooKeeper().readAndWatch(place.path(), newWatcher(), read -> {
            sent.answered();
            judge(read);
        });
        return true;
    }

    private void judge(Read read) {
        if (!isDoubtful() || session.link().isOver()) {
            return;
        }
        boolean isRead = read.code() == Code.OK;
        if (isRead && Arrays.equals(read.data(), record.standing())) {
            state = BidState.STANDS;
            events.stands(this);
        } else if (isRead && Arrays.equals(read.data(), record.carriedOut())) {
            carriedOut();
        } else {
            state = BidState.UNKNOWN;
        }
    }

    /** Deletes the node unless the bid was carried out; part of a transaction, whose outcome is told by the two methods that follow. */
    public Op withdrawal() {
        return Op.delete(place.path(), 0);
    }

    /** The withdrawal was carried out. */
    public void withdrawn() {
        if (state != BidState.OVER) {
            state = BidState.OVER;
            sent.left(place.directory(), place.path());
        }
    }

    /** The withdrawal has found that the node is written or gone. */
    public void spent() {
        if (isDoubtful()) {
            state = BidState.SPENT;
        }
    }

    /** Does not make the bid if its turn has not come, and does not try again if it is refused. */
    public void cancel() {
        stopped = true;
        if (state == BidState.WAITING) {
            neverMade();
        }
    }

    /** Takes the bid back, so that another one can take its place. */
    public void withdraw() {
        if (state == BidState.WAITING) {
            cancel();
            events.ended(this);
        } else if (isDoubtful() && !withdrawing) {
            withdrawing = true;
            sent.await(this::sendWithdrawal);
        }
    }

    private boolean sendWithdrawal() {
        context.zooKeeper().multi(List.of(withdrawal()), result -> {
            sent.answered();
            withdrawalAnswered(result);
        });
        return true;
    }

    private void withdrawalAnswered(TransactionAnswer result) {
        withdrawing = false;
        if (!isDoubtful()) {
            return;
        }
        if (result.code() == Code.OK) {
            deleted();
        } else if (result.code() == Code.NONODE || result.code() == Code.BADVERSION) {
            spent();
        } else {
            state = BidState.UNKNOWN;
        }
    }

    /** Whatever became of it, its node is not needed any more. */
    public void remove() {
        cancel();
        if (state != BidState.OVER) {
            state = BidState.OVER;
            sent.remove(place.directory(), place.path());
        }
    }

    private final class Answer implements BidTransaction.Outcome {

        @Override
        public Watcher watcher() {
            return newWatcher();
        }

        @Override
        public boolean isWanted() {
            return state == BidState.UNANSWERED && !withdrawing && !stopped;
        }

        @Override
        public void made(Read read) {
            judge(read);
        }

        @Override
        public void unknown() {
            if (state == BidState.UNANSWERED) {
                state = BidState.UNKNOWN;
            }
        }

        @Override
        public void refused() {
            if (state != BidState.OVER) {
                neverMade();
                events.ended(BidEntry.this);
            }
        }
    }
}
