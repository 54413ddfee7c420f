// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.session;

import io.baton.etcd.internal.client.Reply;
import io.baton.spi.support.AsyncLogger;
import io.baton.spi.support.Strand;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import java.time.Duration;

/**
 * Keeps the lease: an attempt every third of it, each with a deadline of its own, and the next one soon after one that
 * failed. It proves nothing: measured, a deposed etcd leader answers it too.
 */
final class KeepAlive {

    private static final AsyncLogger LOG = AsyncLogger.of(KeepAlive.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration SHORTEST_DEADLINE = Duration.ofMillis(500);

    /** A proxy sends what it is asked for every half second. */
    private static final Duration PROXY = Duration.ofMillis(700);

    private final SessionLink link;
    private final Duration every;
    private final Duration deadline;
    private final Retry retry;
    private Strand.Timer next = () -> {};
    private long sentAt;
    private boolean ended;

    KeepAlive(SessionLink link, Duration leaseDuration) {
        this.link = link;
        every = leaseDuration.dividedBy(3);
        Duration sixth = leaseDuration.dividedBy(6);
        deadline = sixth.compareTo(SHORTEST_DEADLINE) < 0 ? SHORTEST_DEADLINE : sixth;
        Duration longest = sixth.compareTo(LONGEST_PAUSE) < 0 ? sixth : LONGEST_PAUSE;
        retry = new Retry(link, SHORTEST_PAUSE, longest);
    }

    void begin() {
        next = link.strand().later(every, this::attempt);
    }

    void end() {
        ended = true;
        next.cancel();
        retry.cancel();
    }

    private void attempt() {
        if (ended) {
            return;
        }
        sentAt = link.nanos();
        link.client().renewing();
        link.client()
                .keepAlive(link.lease(), link.client().isProxied() ? deadline.plus(PROXY) : deadline, this::answered);
    }

    private void answered(Reply<LeaseKeepAliveResponse> reply) {
        if (ended) {
            return;
        }
        if (reply instanceof Reply.Done<LeaseKeepAliveResponse> done) {
            link.noted(done.value().getHeader());
            if (done.value().getTTL() <= 0) {
                link.lost("its lease is gone");
            } else if (!link.isOver()) {
                retry.succeeded();
                next = link.strand().later(untilNext(), this::attempt);
            }
        } else if (reply instanceof Reply.LeaseGone<LeaseKeepAliveResponse>) {
            link.lost("its lease is gone");
        } else {
            LOG.debug("lease {} was not renewed: {}", link.name(), reply);
            retry.later(false, this::attempt);
        }
    }

    /** From the beginning of one attempt to that of the next, so that a session hears of its cluster as often as it must. */
    private Duration untilNext() {
        Duration left = every.minusNanos(link.nanos() - sentAt);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
