// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import io.baton.spi.support.Strand;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the lease: an attempt every third of it, each with a deadline of its own, and the next one soon after one that
 * failed. It proves nothing: measured, a deposed etcd leader answers it too.
 */
final class KeepAlive {

    private static final Logger LOG = LoggerFactory.getLogger(KeepAlive.class);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration SHORTEST_DEADLINE = Duration.ofMillis(500);

    private final EtcdSession session;
    private final long lease;
    private final Duration every;
    private final Duration deadline;
    private Strand.@Nullable Timer next;
    private boolean ended;

    KeepAlive(EtcdSession session, long lease, Duration leaseDuration) {
        this.session = session;
        this.lease = lease;
        every = leaseDuration.dividedBy(3);
        Duration sixth = leaseDuration.dividedBy(6);
        deadline = sixth.compareTo(SHORTEST_DEADLINE) < 0 ? SHORTEST_DEADLINE : sixth;
    }

    void begin() {
        next = session.strand().later(every, this::attempt);
    }

    void end() {
        ended = true;
        if (next != null) {
            next.cancel();
        }
    }

    private void attempt() {
        if (ended) {
            return;
        }
        session.cluster().renewing();
        session.cluster().keepAlive(lease, deadline, this::answered);
    }

    private void answered(Reply<LeaseKeepAliveResponse> reply) {
        if (ended) {
            return;
        }
        boolean kept = reply instanceof Reply.Done<LeaseKeepAliveResponse>;
        if (reply instanceof Reply.LeaseGone<LeaseKeepAliveResponse> || hasNoTimeLeft(reply)) {
            session.lost("its lease is gone");
            return;
        }
        if (!kept) {
            LOG.debug("lease {} was not renewed: {}", Keys.session(lease), reply);
        }
        next = session.strand().later(kept ? every : PAUSE, this::attempt);
    }

    private static boolean hasNoTimeLeft(Reply<LeaseKeepAliveResponse> reply) {
        return reply instanceof Reply.Done<LeaseKeepAliveResponse> done
                && done.value().getTTL() <= 0;
    }
}
