// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.session;

import io.baton.etcd.internal.client.EtcdClient;
import io.baton.etcd.internal.client.Reply;
import io.baton.spi.support.Strand;
import io.etcd.jetcd.api.LeaseRevokeResponse;
import io.etcd.jetcd.api.StatusResponse;
import java.time.Duration;

/**
 * Revokes the lease of a session that is over, so that the session's keys do not stay in the queues until the lease runs out.
 * Waits as long as a member answers anything; gives up when none does.
 */
final class SessionCleanup {

    /** For the present member to answer anything, before another one is asked. */
    private static final Duration FIRST = Duration.ofMillis(500);

    /** For any member to answer anything. */
    private static final Duration NEXT = Duration.ofSeconds(1);

    /** For a member that answers to revoke the lease. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final int ATTEMPTS = 2;

    private final EtcdClient etcdClient;
    private final Strand strand;
    private final long lease;
    private final Duration requestTimeout;
    private final Runnable done;
    private boolean heard;
    private boolean over;
    private int attempts;

    /** @param done runs once, when nothing more can be done */
    SessionCleanup(SessionLink link, Runnable done) {
        etcdClient = link.client();
        strand = link.strand();
        lease = link.lease();
        requestTimeout = link.request().requestTimeout();
        this.done = done;
    }

    /** The longest time that it can take. */
    static Duration bound(Duration requestTimeout) {
        return shorter(requestTimeout, LONGEST);
    }

    void begin() {
        attempt();
        Duration next = shorter(requestTimeout, NEXT);
        strand.later(shorter(requestTimeout, FIRST), () -> {
            if (!heard) {
                etcdClient.leaveMember();
                strand.later(next, this::endUnheard);
            }
        });
        strand.later(bound(requestTimeout).plus(next), this::end);
    }

    private void attempt() {
        if (over) {
            return;
        }
        attempts++;
        etcdClient.revoke(lease, reply -> {
            if (reply instanceof Reply.Unknown<LeaseRevokeResponse> && attempts < ATTEMPTS) {
                attempt();
            } else {
                end();
            }
        });
        etcdClient.status(reply -> heard = heard || reply instanceof Reply.Done<StatusResponse>);
    }

    private void endUnheard() {
        if (!heard) {
            end();
        }
    }

    private void end() {
        if (!over) {
            over = true;
            done.run();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
