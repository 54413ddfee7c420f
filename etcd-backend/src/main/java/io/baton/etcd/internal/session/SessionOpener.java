// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.session;

import com.google.protobuf.ByteString;
import io.baton.etcd.internal.client.Reply;
import io.baton.etcd.internal.client.Txns;
import io.baton.etcd.internal.client.VersionWarning;
import io.baton.spi.SessionGrant;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrantResponse;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens a session: asks for a lease, and creates the fence, the heartbeat key and the guard under it. */
final class SessionOpener {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final byte[] NOTHING = {};
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SessionLink link;
    private final VersionWarning versions;
    private final Outcome outcome;
    private final Retry retry;
    private boolean asked;

    SessionOpener(SessionLink link, VersionWarning versions, Outcome outcome) {
        this.link = link;
        this.versions = versions;
        this.outcome = outcome;
        retry = new Retry(link, SHORTEST_PAUSE, LONGEST_PAUSE);
    }

    /** Begins with a new lease: an earlier one that was not answered may exist or not. */
    void begin() {
        if (link.isOver()) {
            return;
        }
        long lease = 1 + RANDOM.nextLong(Long.MAX_VALUE - 1);
        link.asksFor(lease);
        asked = true;
        long known = link.knownRevision();
        long seconds = Math.max(1, ceilSeconds(link.request().leaseDuration()));
        link.client()
                .grant(
                        LeaseGrantRequest.newBuilder()
                                .setID(lease)
                                .setTTL(seconds)
                                .build(),
                        reply -> granted(reply, known));
    }

    private static long ceilSeconds(Duration duration) {
        return duration.plusMillis(999).toSeconds();
    }

    /** Whether the store may have granted the lease. */
    boolean mayHaveLease() {
        return asked;
    }

    private void granted(Reply<LeaseGrantResponse> reply, long known) {
        if (link.isOver()) {
            return;
        }
        if (reply instanceof Reply.Done<LeaseGrantResponse> done) {
            link.saw(done.value().getHeader(), known);
            Duration granted = Duration.ofSeconds(done.value().getTTL());
            if (!link.isOver()) {
                key(new SessionGrant(link.name(), granted, granted.dividedBy(2)));
            }
        } else if (reply instanceof Reply.Refused<LeaseGrantResponse> refused) {
            outcome.failed(refused.cause());
        } else {
            link.client().revoke(link.lease(), revoked -> {});
            retry.later(false, this::begin);
        }
    }

    private void key(SessionGrant grant) {
        String name = grant.session();
        List<ByteString> keys = List.of(
                link.keys().fence(name),
                link.keys().heartbeat(name),
                link.keys().guard(name));
        List<RequestOp> puts = new ArrayList<>();
        List<RequestOp> gets = new ArrayList<>();
        for (ByteString key : keys) {
            puts.add(Txns.put(key, NOTHING, link.lease()));
            gets.add(Txns.get(key));
        }
        RequestOp putIfMissing = Txns.op(Txns.of(List.of(Txns.wasCreatedAt(keys.get(0), 0)), puts, List.of()));
        gets.add(0, putIfMissing);
        link.txn(Txns.always(gets.toArray(RequestOp[]::new)), response -> keyed(response, grant), (cause, refused) -> {
            if (refused) {
                outcome.failed(cause);
            } else {
                retry.later(false, () -> key(grant));
            }
        });
    }

    private void keyed(TxnResponse response, SessionGrant grant) {
        Optional<KeyValue> fence = Txns.one(response, 1);
        Optional<KeyValue> heartbeat = Txns.one(response, 2);
        Optional<KeyValue> guard = Txns.one(response, 3);
        retry.succeeded();
        if (fence.isEmpty() || heartbeat.isEmpty() || guard.isEmpty()) {
            link.lost("its keys were deleted");
            return;
        }
        versions.check(link.client());
        outcome.opened(new Keyed(fence.get(), heartbeat.get(), guard.get()), grant);
    }

    /** The keys of a session as they were made. */
    record Keyed(KeyValue fence, KeyValue heartbeat, KeyValue guard) {}

    /** Hears how the opening has ended. Exactly one method is called, unless the session is over before. */
    interface Outcome {
        void opened(Keyed keyed, SessionGrant grant);

        void failed(Exception cause);
    }
}
