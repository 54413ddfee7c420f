// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client;

import io.baton.etcd.internal.client.member.EndpointConnection;
import io.baton.etcd.internal.client.member.GrpcCall;
import io.etcd.jetcd.api.WatchCancelRequest;
import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One stream of watches at one member, or at a proxy, which answers some requests itself. Both number the watches in the order
 * in which they were asked for; a member also confirms them in this order, a proxy does not.
 */
final class WatchStream implements GrpcCall.Answers<WatchResponse> {

    private final EndpointConnection endpointConnection;
    private final Optional<String> token;
    private final Outcome outcome;
    private final GrpcCall<WatchRequest, WatchResponse> grpcCall;
    /** What was asked for and not confirmed, the probes too. */
    private final Deque<Asked> asked = new ArrayDeque<>();

    private final Map<Long, Subscription> confirmed = new HashMap<>();
    private final Map<Subscription, Long> ids = new HashMap<>();
    private long nextNumber;
    private boolean probed;

    WatchStream(EndpointConnection endpointConnection, Optional<String> token, Outcome outcome) {
        this.endpointConnection = endpointConnection;
        this.token = token;
        this.outcome = outcome;
        grpcCall = endpointConnection.begin(WatchGrpc.getWatchMethod(), token, this);
    }

    EndpointConnection member() {
        return endpointConnection;
    }

    /** With which it was begun. A server looks at it whenever a watch is created. */
    Optional<String> token() {
        return token;
    }

    void create(Subscription subscription) {
        asked.add(new Asked(Optional.of(subscription), nextNumber));
        nextNumber++;
        grpcCall.send(subscription.createRequest());
    }

    /** Asks for an answer, which shows that the stream is alive. */
    void probe(Subscription any) {
        probed = true;
        asked.add(new Asked(Optional.empty(), -1));
        grpcCall.send(any.emptyRequest());
    }

    /** Whether nothing at all has come since the last probe. */
    boolean isSilent() {
        return probed;
    }

    /** The subscription has been cancelled. One that is not confirmed is cancelled when it is. */
    void cancelled(Subscription subscription) {
        Optional.ofNullable(ids.remove(subscription)).ifPresent(this::cancel);
    }

    /** Nothing is told after this. */
    void close() {
        grpcCall.cancel("the watches go on elsewhere");
    }

    @Override
    public void answered(WatchResponse response) {
        probed = false;
        outcome.alive();
        if (response.getCreated() && response.getCanceled()) {
            notCreated(response);
        } else if (response.getCreated()) {
            answersTo(response.getWatchId())
                    .flatMap(Asked::subscription)
                    .ifPresent(created -> created(created, response.getWatchId()));
        } else if (response.getCanceled()) {
            Subscription refused = confirmed.remove(response.getWatchId());
            if (refused != null) {
                ids.remove(refused);
                outcome.refused(this, refused, response);
            }
        } else {
            Subscription subscription = confirmed.get(response.getWatchId());
            if (subscription != null) {
                subscription.happened(response.getEventsList());
            }
        }
    }

    @Override
    public void ended(Status status) {
        outcome.ended(this, status);
    }

    private Optional<Asked> answersTo(long number) {
        Optional<Asked> found =
                asked.stream().filter(each -> each.number() == number).findFirst();
        found.ifPresent(asked::remove);
        return found;
    }

    /** An answer to a probe, or a refusal; neither has a number. */
    private void notCreated(WatchResponse response) {
        Optional<Asked> answers;
        if (isOfMember(response)) {
            answers = Optional.ofNullable(asked.peek());
        } else {
            outcome.proxied();
            answers = asked.stream()
                    .filter(each -> each.isProbe() && response.getCancelReason().isEmpty())
                    .findFirst();
        }
        if (answers.isEmpty()) {
            // A proxy does not say which watch it has refused, so none of this stream can be told from another any
            // more.
            outcome.ended(this, refusal(response.getCancelReason()));
            return;
        }
        asked.remove(answers.get());
        Optional<Subscription> refused = answers.get().subscription();
        if (refused.isPresent()) {
            renumber();
            outcome.refused(this, refused.get(), response);
        }
    }

    private static boolean isOfMember(WatchResponse response) {
        return response.getHeader().getClusterId() != 0;
    }

    private static Status refusal(String reason) {
        return reason.isEmpty() || reason.contains("permission denied")
                ? Status.PERMISSION_DENIED.withDescription("permission denied")
                : Status.UNAVAILABLE.withDescription(reason);
    }

    /** What was refused takes no number. */
    private void renumber() {
        nextNumber--;
        for (int left = asked.size(); left > 0; left--) {
            Asked each = asked.remove();
            asked.add(each.isProbe() ? each : new Asked(each.subscription(), each.number() - 1));
        }
    }

    private void created(Subscription subscription, long watchId) {
        if (subscription.isOver()) {
            cancel(watchId);
        } else {
            confirmed.put(watchId, subscription);
            ids.put(subscription, watchId);
            subscription.armed();
        }
    }

    private void cancel(long watchId) {
        confirmed.remove(watchId);
        grpcCall.send(WatchRequest.newBuilder()
                .setCancelRequest(WatchCancelRequest.newBuilder().setWatchId(watchId))
                .build());
    }

    /** A probe asks for no watch. */
    private record Asked(Optional<Subscription> subscription, long number) {

        boolean isProbe() {
            return subscription.isEmpty();
        }
    }

    interface Outcome {

        void alive();

        /** It is not a member that answers, but something in front of the cluster. */
        void proxied();

        void refused(WatchStream stream, Subscription subscription, WatchResponse response);

        void ended(WatchStream stream, Status status);
    }
}
