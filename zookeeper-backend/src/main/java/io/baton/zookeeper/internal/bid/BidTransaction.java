// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.bid;

import io.baton.spi.ElectionName;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Read;
import io.baton.zookeeper.internal.client.TransactionAnswer;
import io.baton.zookeeper.internal.session.OpenSession;
import io.baton.zookeeper.internal.session.SessionContext;
import io.baton.zookeeper.internal.session.SessionFence;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.Watcher;

/**
 * Makes the node of a bid if all stands that taking leadership would rest on but the release, and makes its directory first if that is missing. A
 * read right behind the transaction watches the node. For the strand only.
 */
final class BidTransaction {

    private static final byte[] NOTHING = {};
    private static final int OWN_FENCE = 1;
    private static final int CONDITIONS = 5;
    private static final int MOST_ATTEMPTS = 4;

    private final OpenSession session;
    private final SentBids sent;
    private final Place place;
    private final BidRecord record;
    private final Outcome outcome;
    private final SessionContext context;
    private final SessionFence fence;
    private boolean withDirectory;
    private int attempts;
    private long sentAt;
    private TransactionAnswer made = new TransactionAnswer(Code.SYSTEMERROR, List.of());

    /**
     * Where the bid is made.
     *
     * @param candidacy the path of the candidacy's own node
     */
    record Place(ElectionName election, String candidacy, String directory, String path) {}

    BidTransaction(OpenSession session, SentBids sent, Place place, BidRecord record, Outcome outcome) {
        this.session = session;
        this.sent = sent;
        this.place = place;
        this.record = record;
        this.outcome = outcome;
        context = session.link().context().orElseThrow();
        fence = session.fence().orElseThrow();
        withDirectory = !sent.hasIn(place.directory());
    }

    void send() {
        attempts++;
        sentAt = context.request().clock().nanos();
        context.zooKeeper().multi(ops(), answer -> made = answer);
        context.zooKeeper().readAndWatch(place.path(), outcome.watcher(), this::answered);
    }

    private List<Op> ops() {
        List<Op> ops = new ArrayList<>(List.of(
                Op.check(place.candidacy(), -1),
                Op.check(context.ownFence(), record.fence()),
                fence.heartbeat(),
                Op.check(context.paths().leaderRecord(place.election()), record.led()),
                Op.check(context.paths().floor(place.election()), record.floor())));
        if (withDirectory) {
            // In the same transaction: a server never removes a container that has had no children.
            ops.add(Op.create(place.directory(), NOTHING, context.acl(), CreateMode.CONTAINER));
        }
        ops.add(Op.create(place.path(), record.standing(), context.acl(), CreateMode.EPHEMERAL));
        return ops;
    }

    private void answered(Read read) {
        boolean afterConditions = made.firstFailure().orElse(-1) == CONDITIONS;
        if (made.code() == Code.OK) {
            fence.proven(record.fence(), sentAt);
            sent.made(place.directory(), place.path());
            done(() -> outcome.made(read));
        } else if (made.results().isEmpty()) {
            session.link().check(made.code());
            done(outcome::unknown);
        } else if (afterConditions && withDirectory && made.code() == Code.NODEEXISTS) {
            again(false);
        } else if (afterConditions && withDirectory && made.code() == Code.NONODE) {
            context.createDirectories(() -> again(true), code -> done(this::refused));
        } else if (afterConditions && made.code() == Code.NONODE) {
            again(true);
        } else {
            done(this::refused);
        }
    }

    private void again(boolean asksForDirectory) {
        if (attempts < MOST_ATTEMPTS && outcome.isWanted()) {
            withDirectory = asksForDirectory;
            send();
        } else {
            done(this::refused);
        }
    }

    private void refused() {
        if (made.failedAt(OWN_FENCE, Code.BADVERSION)) {
            sent.fenced(fence, record.fence());
        }
        outcome.refused();
    }

    private void done(Runnable then) {
        if (!session.link().isOver()) {
            sent.answered();
            then.run();
        }
    }

    /** What comes out of it. One of the last three methods is called, unless the session is over. */
    interface Outcome {

        /** For the node; called for each attempt. */
        Watcher watcher();

        /** Whether another attempt is to be made. */
        boolean isWanted();

        void made(Read read);

        void unknown();

        /** The node was not made. */
        void refused();
    }
}
