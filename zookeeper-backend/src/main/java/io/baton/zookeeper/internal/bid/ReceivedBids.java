// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.bid;

import io.baton.spi.ElectionName;
import io.baton.spi.support.AsyncLogger;
import io.baton.zookeeper.internal.client.AsyncZooKeeper;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Listed;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Read;
import io.baton.zookeeper.internal.client.LeftNodes;
import io.baton.zookeeper.internal.session.OpenSession;
import io.baton.zookeeper.internal.session.SessionContext;
import io.baton.zookeeper.internal.session.SessionMembers;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher.Event.EventType;

/**
 * The bids that await the releases of one session, as far as it knows them: one watch for all its elections. A bid that it has missed, or that is
 * gone, costs a hand-over one request more. For the strand only.
 */
public final class ReceivedBids implements SessionMembers.Member {

    private static final AsyncLogger LOG = AsyncLogger.of(ReceivedBids.class);

    private final OpenSession session;
    private final Map<String, Object> led = new HashMap<>();
    private final Map<String, BidRecord> bids = new HashMap<>();
    private boolean watched;
    private boolean unreadable;

    /** A session that leads nothing. */
    public ReceivedBids(OpenSession session) {
        this.session = session;
    }

    /** Begins to watch for bids, if that has not begun: before the first one can come. */
    public void watch() {
        if (!watched && !session.link().isOver()) {
            session.link().connected().ifPresent(this::watch);
        }
    }

    private void watch(SessionContext context) {
        watched = true;
        session.members().add(this);
        AsyncZooKeeper zooKeeper = context.zooKeeper();
        zooKeeper.addRecursiveWatch(
                directory(context),
                zooKeeper.pathWatcher((type, path) -> onEvent(context, type, path)),
                code -> watched = code == Code.OK);
    }

    /** A candidacy of this session leads the election; bids for it count from now on. */
    public void leads(ElectionName election, Object candidacy) {
        watch();
        led.put(election.encoded(), candidacy);
    }

    /** A candidacy is over. */
    public void ends(ElectionName election, Object candidacy) {
        if (led.remove(election.encoded(), candidacy)) {
            bids.remove(election.encoded());
        }
    }

    /** The bid that a release can carry out if the leader record has this version. */
    public Optional<BidRecord> of(ElectionName election, int recordVersion) {
        return Optional.ofNullable(bids.get(election.encoded())).filter(bid -> bid.led() == recordVersion);
    }

    /** The store has refused to carry the bid out. */
    public void forget(ElectionName election) {
        bids.remove(election.encoded());
    }

    private static String directory(SessionContext context) {
        return context.paths().bids(context.session());
    }

    private void onEvent(SessionContext context, EventType type, String path) {
        String prefix = directory(context) + "/";
        if (!path.startsWith(prefix) || session.link().isOver()) {
            return;
        }
        String election = path.substring(prefix.length());
        if (type == EventType.NodeCreated) {
            read(context, election);
        } else if (type == EventType.NodeDeleted) {
            bids.remove(election);
        }
    }

    private void read(SessionContext context, String election) {
        if (led.containsKey(election)) {
            context.zooKeeper().read(directory(context) + "/" + election, read -> keep(election, read));
        }
    }

    private void keep(String election, Read read) {
        if (read.code() != Code.OK || !led.containsKey(election)) {
            return;
        }
        try {
            bids.put(election, BidRecord.parse(read.data()));
        } catch (IllegalArgumentException e) {
            if (!unreadable) {
                unreadable = true;
                LOG.warn("skipping a bid for the election {} that cannot be read: {}", election, e.toString());
            }
        }
    }

    /** What came meanwhile was not told. */
    @Override
    public void reconnected(SessionContext context) {
        if (watched) {
            context.zooKeeper().list(directory(context), null, children -> compare(context, children));
        } else {
            watch();
        }
    }

    private void compare(SessionContext context, Listed children) {
        if (children.code() == Code.OK) {
            bids.keySet().retainAll(children.names());
            children.names().stream()
                    .filter(election -> !bids.containsKey(election))
                    .forEach(election -> read(context, election));
        }
    }

    @Override
    public void unwatch(SessionContext context) {
        context.zooKeeper().removeAllWatches(directory(context));
    }

    @Override
    public void leave(LeftNodes nodes, SessionContext context) {
        nodes.addDirectory(directory(context));
    }

    @Override
    public void clear(SessionContext context) {
        context.zooKeeper().delete(directory(context), AsyncZooKeeper::ignore);
    }
}
