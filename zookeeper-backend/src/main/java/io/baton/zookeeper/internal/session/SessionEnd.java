// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.session;

import io.baton.spi.SessionRequest;
import io.baton.spi.support.AsyncLogger;
import io.baton.spi.support.Strand;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Read;
import io.baton.zookeeper.internal.client.CuratorClient;
import io.baton.zookeeper.internal.client.LeftNodes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/** Ends a session: has the store forget it, and closes its client. For the strand only. */
public final class SessionEnd {

    private static final AsyncLogger LOG = AsyncLogger.of(SessionEnd.class);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(1);
    private static final Duration STEP = Duration.ofMillis(50);
    private static final int HURRIED_STEPS = 20;

    private final CuratorClient curatorClient;
    private final Strand strand;
    private final Duration silence;
    private final Duration requestTimeout;
    private final Set<LeftNodes> left;
    private Runnable done = () -> {};
    private Strand.@Nullable Timer bound;
    private boolean heard;
    private volatile boolean silent;

    /** An end that has not begun, with the nodes left of earlier sessions of the same backend. */
    public SessionEnd(CuratorClient curatorClient, Strand strand, SessionRequest request, Set<LeftNodes> left) {
        this.curatorClient = curatorClient;
        this.strand = strand;
        this.left = left;
        requestTimeout = request.requestTimeout();
        silence = requestTimeout.compareTo(LONGEST_SILENCE) < 0 ? requestTimeout : LONGEST_SILENCE;
    }

    /**
     * Lets the store forget the session if a server answers.
     *
     * @param begun empty if the session has put nothing into the store
     * @param forgotten runs after that, at least once
     */
    public void begin(Optional<SessionContext> begun, boolean connected, OpenSession session, Runnable forgotten) {
        done = forgotten;
        if (begun.isPresent() && !curatorClient.isOwn()) {
            session.unwatch(begun.get());
            deleteAll(begun.get(), session.members());
        } else if (begun.isPresent() && connected) {
            awaitSilence();
            session.members().clear(begun.get());
            begun.get().zooKeeper().exists(begun.get().ownHeartbeat(), this::answered);
        } else {
            done.run();
        }
    }

    private void awaitSilence() {
        bound = strand.later(silence, done);
    }

    private void answered(Read read) {
        cancelBound();
        heard = read.code() != Code.CONNECTIONLOSS;
        done.run();
    }

    private void cancelBound() {
        if (bound != null) {
            bound.cancel();
        }
    }

    /** Something has failed on the way. */
    public void fault(Throwable fault) {
        done.run();
        LOG.debug("a session did not end in good order", fault);
    }

    private void deleteAll(SessionContext context, SessionMembers members) {
        awaitSilence();
        context.zooKeeper().removeAllWatches(context.ownFence());
        LeftNodes nodes = new LeftNodes(
                context.zooKeeper(),
                context.paths().root(),
                curatorClient.chroot().length(),
                this::gone);
        nodes.add(context.ownFence());
        nodes.add(context.ownHeartbeat());
        members.leave(nodes, context);
        left.add(nodes);
        nodes.delete();
    }

    private void gone(LeftNodes nodes) {
        left.remove(nodes);
        strand.run(() -> {
            cancelBound();
            done.run();
        });
    }

    /** Closes the client, for which the closer waits longer if a server has answered. */
    public void closeClient() {
        silent = !heard;
        try {
            curatorClient.close();
        } finally {
            Thread.interrupted();
        }
    }

    /** Waits for the end, which has begun, and not longer than it can be of use. For any thread but the strand's. */
    public void await() throws InterruptedException {
        long steps = silence.plus(requestTimeout).dividedBy(STEP);
        for (long step = 0; step < steps && !silent; step++) {
            if (strand.awaitStop(STEP)) {
                return;
            }
        }
        for (int step = 0; step < HURRIED_STEPS && !strand.awaitStop(STEP); step++) {
            curatorClient.hurry();
        }
    }

    /** Deletes what earlier sessions have left. */
    public void deleteLeft() {
        List.copyOf(left).forEach(LeftNodes::delete);
    }
}
