// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.bid;

import io.baton.zookeeper.internal.client.AsyncZooKeeper;
import io.baton.zookeeper.internal.client.LeftNodes;
import io.baton.zookeeper.internal.session.OpenSession;
import io.baton.zookeeper.internal.session.SessionContext;
import io.baton.zookeeper.internal.session.SessionFence;
import io.baton.zookeeper.internal.session.SessionMembers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.zookeeper.KeeperException.Code;

/**
 * The nodes of the bids that one session has made. Few requests for them are unanswered at a time, so that thousands of bids delay no proof.
 * For the strand only.
 */
public final class SentBids implements SessionMembers.Member {

    private static final int MOST_UNANSWERED = 50;

    private final OpenSession session;
    private final Deque<BooleanSupplier> turns = new ArrayDeque<>();
    private final Set<String> nodes = new LinkedHashSet<>();
    private final Set<String> leaving = new LinkedHashSet<>();
    private final Map<String, Set<String>> made = new LinkedHashMap<>();
    private int unanswered;
    private int refusedOn = -1;

    /** A session that has made no bid. */
    public SentBids(OpenSession session) {
        this.session = session;
    }

    /** Makes room for the node of a bid; false if there is none, or if an earlier one is not known to be gone. */
    boolean admits(String path, SessionContext context) {
        if (nodes.contains(path) || !session.members().admitsBid(path, context)) {
            return false;
        }
        session.members().add(this);
        nodes.add(path);
        return true;
    }

    /** Whether this session has a bid in the directory, which therefore exists. */
    boolean hasIn(String directory) {
        return made.containsKey(directory);
    }

    /** The node exists. */
    void made(String directory, String path) {
        made.computeIfAbsent(directory, none -> new LinkedHashSet<>()).add(path);
    }

    /** The node was never made. */
    void notMade(String path) {
        if (nodes.remove(path)) {
            session.members().removeBid(path);
        }
    }

    /** A node that was made is gone. The last one takes its directory along, unless there are those of other sessions in it. */
    void left(String directory, String path) {
        leaving.remove(path);
        notMade(path);
        Set<String> others = made.getOrDefault(directory, new LinkedHashSet<>());
        others.remove(path);
        if (others.isEmpty()) {
            made.remove(directory);
            session.link()
                    .connected()
                    .ifPresent(context -> context.zooKeeper().delete(directory, AsyncZooKeeper::ignore));
        }
    }

    /** Deletes a node that may exist, after a break of the connection again. */
    void remove(String directory, String path) {
        leaving.add(path);
        await(() -> delete(directory, path));
    }

    private boolean delete(String directory, String path) {
        Optional<SessionContext> connected = session.link().connected();
        connected.ifPresent(context -> context.zooKeeper().delete(path, code -> {
            answered();
            if ((code == Code.OK || code == Code.NONODE)
                    && leaving.contains(path)
                    && !session.link().isOver()) {
                left(directory, path);
            }
        }));
        return connected.isPresent();
    }

    /**
     * Has a request made when its turn comes.
     *
     * @param send answers false if there is nothing to be sent any more; {@link #answered} is called otherwise
     */
    void await(BooleanSupplier send) {
        turns.add(send);
        admit();
    }

    /** A request was answered. */
    void answered() {
        unanswered--;
        admit();
    }

    private void admit() {
        while (unanswered < MOST_UNANSWERED
                && !turns.isEmpty()
                && !session.link().isOver()) {
            if (turns.remove().getAsBoolean()) {
                unanswered++;
            }
        }
    }

    /** A bid was refused since the fence was written: has it read, once for all bids. */
    void fenced(SessionFence fence, int rested) {
        if (refusedOn < rested) {
            refusedOn = rested;
            fence.moved(rested, () -> {}, code -> refusedOn = rested - 1);
        }
    }

    @Override
    public void reconnected(SessionContext context) {
        for (String path : List.copyOf(leaving)) {
            await(() -> delete(directoryOf(path), path));
        }
    }

    @Override
    public void unwatch(SessionContext context) {
        // A watch goes with its node.
    }

    @Override
    public void leave(LeftNodes left, SessionContext context) {
        nodes.forEach(left::add);
        nodes.forEach(path -> left.addDirectory(directoryOf(path)));
    }

    @Override
    public void clear(SessionContext context) {
        Set<String> parents = new LinkedHashSet<>();
        for (String path : nodes) {
            parents.add(directoryOf(path));
            context.zooKeeper().delete(path, AsyncZooKeeper::ignore);
        }
        parents.forEach(directory -> context.zooKeeper().delete(directory, AsyncZooKeeper::ignore));
    }

    private static String directoryOf(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }
}
