// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.SessionRequest;
import io.baton.spi.support.AsyncLogger;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.zookeeper.KeeperException.Code;

/** Ends a session. The client is closed and the strand stops also when a step fails. For the strand only. */
final class SessionEnd {

    private static final AsyncLogger LOG = AsyncLogger.of(SessionEnd.class);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(1);
    private static final Duration STEP = Duration.ofMillis(50);
    private static final int HURRIED_STEPS = 20;

    private final CuratorClient curatorClient;
    private final Strand strand;
    private final Duration silence;
    private final Duration requestTimeout;
    private final Set<LeftNodes> left;
    private Runnable lastWord = () -> {};
    private volatile boolean silent;
    private boolean freed;

    /** @param left what is left of earlier sessions of the same backend */
    SessionEnd(CuratorClient curatorClient, Strand strand, SessionRequest request, Set<LeftNodes> left) {
        this.curatorClient = curatorClient;
        this.strand = strand;
        this.left = left;
        requestTimeout = request.requestTimeout();
        silence = requestTimeout.compareTo(LONGEST_SILENCE) < 0 ? requestTimeout : LONGEST_SILENCE;
    }

    /** Of a session that has put nothing into the store. */
    void begin(Runnable told) {
        lastWord = told;
        free(true);
    }

    /** Lets the store forget the session if a server answers. */
    void begin(SessionContext sessionContext, boolean connected, List<QueueEntry> places, Runnable told) {
        lastWord = told;
        if (!curatorClient.isOwn()) {
            deleteAll(sessionContext, places);
        } else if (connected) {
            Strand.Timer bound = strand.later(silence, () -> free(true));
            sessionContext.wire().exists(sessionContext.ownSign(), null, read -> {
                bound.cancel();
                free(read.code() == Code.CONNECTIONLOSS);
            });
        } else {
            free(true);
        }
    }

    /** Something has failed on the way. */
    void fault(Throwable fault) {
        free(true);
        LOG.debug("a session did not end in good order", fault);
    }

    private void deleteAll(SessionContext sessionContext, List<QueueEntry> places) {
        Strand.Timer bound = strand.later(silence, () -> free(true));
        sessionContext.wire().removeAllWatches(sessionContext.ownFence());
        LeftNodes[] own = new LeftNodes[1];
        LeftNodes nodes = new LeftNodes(curatorClient, sessionContext, places, () -> {
            left.remove(own[0]);
            strand.run(() -> {
                bound.cancel();
                free(true);
            });
        });
        own[0] = nodes;
        left.add(nodes);
        nodes.delete();
    }

    private void free(boolean hurried) {
        if (freed) {
            return;
        }
        freed = true;
        silent = hurried;
        try {
            curatorClient.close();
        } finally {
            Thread.interrupted();
            try {
                lastWord.run();
            } finally {
                strand.stop();
            }
        }
    }

    /** Waits for the end, which has begun, and not longer than it can be of use. For any thread but the strand's. */
    void await() {
        try {
            long steps = silence.plus(requestTimeout).dividedBy(STEP);
            for (long step = 0; step < steps && !silent; step++) {
                if (strand.awaitStop(STEP)) {
                    return;
                }
            }
            for (int step = 0; step < HURRIED_STEPS && !strand.awaitStop(STEP); step++) {
                curatorClient.hurry();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Deletes what earlier sessions have left. */
    void deleteLeft() {
        List.copyOf(left).forEach(LeftNodes::delete);
    }
}
