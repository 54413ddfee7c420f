// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import io.etcd.jetcd.api.WatchCancelRequest;
import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** One stream of watches at one member. */
final class WatchStream implements Rpc.Answers<WatchResponse> {

    private final Member member;
    private final Optional<String> token;
    private final Outcome outcome;
    private final Rpc<WatchRequest, WatchResponse> rpc;
    /** What was asked for and not confirmed; servers confirm in this order, a request for a sign of life too. */
    private final Queue<Optional<Subscription>> asked = new ArrayDeque<>();

    private final Map<Long, Subscription> confirmed = new HashMap<>();
    private final Map<Subscription, Long> ids = new HashMap<>();
    private boolean awaitsSign;

    WatchStream(Member member, Optional<String> token, Outcome outcome) {
        this.member = member;
        this.token = token;
        this.outcome = outcome;
        rpc = member.begin(WatchGrpc.getWatchMethod(), token, this);
    }

    Member member() {
        return member;
    }

    /** With which it was begun. A server looks at it whenever a watch is created. */
    Optional<String> token() {
        return token;
    }

    void create(Subscription subscription) {
        asked.add(Optional.of(subscription));
        rpc.send(subscription.createRequest());
    }

    /** Asks for a sign of life. */
    void askForSign(Subscription any) {
        awaitsSign = true;
        asked.add(Optional.empty());
        rpc.send(any.emptyRequest());
    }

    /** Whether nothing at all has come since a sign of life was asked for. */
    boolean isSilent() {
        return awaitsSign;
    }

    /** The subscription has been cancelled. One that is not confirmed is cancelled when it is. */
    void cancelled(Subscription subscription) {
        Optional.ofNullable(ids.remove(subscription)).ifPresent(this::cancel);
    }

    /** Nothing is told after this. */
    void close() {
        rpc.cancel("the watches go on elsewhere");
    }

    @Override
    public void answered(WatchResponse response) {
        awaitsSign = false;
        outcome.alive();
        if (response.getCreated()) {
            Optional<Optional<Subscription>> oldest = Optional.ofNullable(asked.poll());
            oldest.flatMap(subscription -> subscription).ifPresent(created -> created(created, response));
        } else if (response.getCanceled()) {
            Optional.ofNullable(confirmed.remove(response.getWatchId())).ifPresent(refused -> {
                ids.remove(refused);
                outcome.refused(this, refused, response);
            });
        } else {
            Optional.ofNullable(confirmed.get(response.getWatchId()))
                    .ifPresent(subscription -> subscription.happened(response.getEventsList()));
        }
    }

    @Override
    public void ended(Status status) {
        outcome.ended(this, status);
    }

    private void created(Subscription subscription, WatchResponse response) {
        if (response.getCanceled()) {
            outcome.refused(this, subscription, response);
        } else if (subscription.isOver()) {
            cancel(response.getWatchId());
        } else {
            confirmed.put(response.getWatchId(), subscription);
            ids.put(subscription, response.getWatchId());
            subscription.armed();
        }
    }

    private void cancel(long watchId) {
        confirmed.remove(watchId);
        rpc.send(WatchRequest.newBuilder()
                .setCancelRequest(WatchCancelRequest.newBuilder().setWatchId(watchId))
                .build());
    }

    interface Outcome {

        void alive();

        void refused(WatchStream stream, Subscription subscription, WatchResponse response);

        void ended(WatchStream stream, Status status);
    }
}
