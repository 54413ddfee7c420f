// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client;

import io.baton.etcd.internal.client.member.EndpointConnection;
import io.baton.etcd.internal.client.member.EtcdErrors;
import io.baton.etcd.internal.client.member.MemberSelector;
import io.baton.spi.support.AsyncLogger;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.Status;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** All watches of a session, on one stream at the selected member; on the next stream each goes on where it was. */
final class Watches implements WatchStream.Outcome {

    private static final AsyncLogger LOG = AsyncLogger.of(Watches.class);

    private final MemberSelector memberSelector;
    private final Set<Subscription> all = new LinkedHashSet<>();
    private Optional<WatchStream> stream = Optional.empty();
    private int refusals;
    private boolean proxied;
    private boolean renewing;
    /** The token that was asked for because a watch was refused: what is refused with it as well is not permitted. */
    private Optional<String> renewed = Optional.empty();

    Watches(MemberSelector memberSelector) {
        this.memberSelector = memberSelector;
    }

    Watch add(Subscription.Range range, WatchListener watchListener) {
        Subscription added = new Subscription(range, watchListener, this::cancelled);
        all.add(added);
        if (stream.isPresent()) {
            stream.get().create(added);
        } else {
            begin();
        }
        return added;
    }

    /** There is a member to begin a stream at. */
    void begin() {
        if (all.isEmpty() || stream.isPresent()) {
            return;
        }
        memberSelector.want();
        if (memberSelector.isReady()) {
            WatchStream begun = new WatchStream(memberSelector.member(), memberSelector.token(), this);
            stream = Optional.of(begun);
            if (renewing) {
                renewing = false;
                renewed = begun.token();
            }
            all.forEach(begun::create);
        }
    }

    /** The member was left. */
    void left() {
        stream.ifPresent(WatchStream::close);
        stream = Optional.empty();
        List.copyOf(all).forEach(Subscription::broken);
    }

    /** No member will take anything before an operator mends the cause. */
    void refused(Exception cause) {
        if (stream.isEmpty()) {
            loseAll(cause);
        }
    }

    void renewing() {
        Optional<WatchStream> open = stream;
        if (open.filter(WatchStream::isSilent).isPresent()) {
            EndpointConnection silent = open.get().member();
            memberSelector.leave(
                    silent,
                    new TimeoutException("the watches at " + silent.endpoint() + " have given no sign of life"));
        } else if (open.isPresent()) {
            all.stream().findFirst().ifPresent(open.get()::probe);
        }
    }

    void close() {
        all.forEach(Subscription::drop);
        all.clear();
        stream.ifPresent(WatchStream::close);
        stream = Optional.empty();
    }

    @Override
    public void alive() {
        refusals = 0;
        memberSelector.useful();
    }

    @Override
    public void proxied() {
        proxied = true;
    }

    /** Whether a proxy of etcd is in front of the cluster, as far as is known. */
    boolean isProxied() {
        return proxied;
    }

    @Override
    public void refused(WatchStream at, Subscription subscription, WatchResponse response) {
        if (subscription.isOver()) {
            return;
        }
        if (response.getCompactRevision() > 0) {
            String gone = "what is watched was compacted up to revision " + response.getCompactRevision();
            lose(subscription, new IllegalStateException(gone));
            return;
        }
        Status status = Status.PERMISSION_DENIED.withDescription(response.getCancelReason());
        boolean worthALogin = EtcdErrors.isForWantOfLogin(status, subscription.countRefusal());
        if (!at.token().equals(memberSelector.token())) {
            left();
            begin();
        } else if (at.token().isPresent() && worthALogin && !at.token().equals(renewed)) {
            renewLogin(at);
        } else {
            lose(subscription, EtcdErrors.of(status, at.member().endpoint()));
        }
    }

    @Override
    public void ended(WatchStream at, Status status) {
        Exception cause = EtcdErrors.of(status, at.member().endpoint());
        LOG.debug("The stream of watches has ended: {}", cause.toString());
        refusals++;
        if (at.token().isPresent() && EtcdErrors.isForWantOfLogin(status, refusals)) {
            renewLogin(at);
            return;
        }
        left();
        switch (EtcdErrors.kind(status)) {
            case REFUSED, STALE_LOGIN, LEASE_GONE -> loseAll(cause);
            case BUSY, ELSEWHERE, UNKNOWN -> memberSelector.leave(at.member(), cause);
        }
    }

    private void renewLogin(WatchStream at) {
        left();
        renewing = true;
        at.token().ifPresent(memberSelector::renewToken);
        begin();
    }

    private void cancelled(Subscription subscription) {
        all.remove(subscription);
        stream.ifPresent(open -> open.cancelled(subscription));
    }

    private void lose(Subscription subscription, Exception cause) {
        all.remove(subscription);
        subscription.lost(cause);
    }

    private void loseAll(Exception cause) {
        for (Subscription subscription : List.copyOf(all)) {
            lose(subscription, cause);
        }
    }
}
