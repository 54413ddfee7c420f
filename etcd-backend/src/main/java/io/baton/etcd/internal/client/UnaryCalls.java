// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client;

import io.baton.etcd.internal.client.member.EndpointConnection;
import io.baton.etcd.internal.client.member.EtcdErrors;
import io.baton.etcd.internal.client.member.GrpcCall;
import io.baton.etcd.internal.client.member.MemberSelector;
import io.baton.spi.support.Strand;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Single requests: sent to the present member once there is one, a bounded number at a time, and answered within their
 * deadline in any case.
 */
final class UnaryCalls {

    /** Between tries of what etcd has no capacity for: longer spares etcd, shorter answers sooner. */
    private static final Duration RETRY = Duration.ofMillis(25);

    private final MemberSelector memberSelector;
    private final Strand strand;
    private final CallQueue<Call<?, ?>> queue = new CallQueue<>();
    private long answered;
    private long askedUrgently;
    private boolean closed;

    UnaryCalls(MemberSelector memberSelector, Strand strand) {
        this.memberSelector = memberSelector;
        this.strand = strand;
    }

    <Q, R> void submit(Request<Q, R> request, Consumer<Reply<R>> then) {
        if (closed) {
            return;
        }
        Call<Q, R> call = new Call<>(request, then);
        memberSelector.want();
        call.enqueue();
        sendWaiting();
    }

    void sendWaiting() {
        while (memberSelector.isReady()) {
            Optional<Call<?, ?>> next = queue.next();
            if (next.isEmpty()) {
                return;
            }
            next.get().send();
        }
    }

    /** The selection of the member that an urgent request was sent to most recently. */
    long askedUrgently() {
        return askedUrgently;
    }

    /** The member was left. */
    void left(Exception cause) {
        for (Call<?, ?> call : queue.underWay()) {
            call.unknown(cause);
        }
    }

    /** No member will take anything before an operator mends the cause. */
    void refused(Exception cause) {
        for (Call<?, ?> call : queue.urgent()) {
            call.refused(cause);
        }
        for (Call<?, ?> call : queue.waiting()) {
            call.refused(cause);
        }
    }

    void close() {
        closed = true;
        queue.underWay().forEach(Call::drop);
        queue.urgent().forEach(Call::drop);
        queue.waiting().forEach(Call::drop);
    }

    /**
     * @param urgent whether it need not wait for others
     * @param telling whether its answer says that the member can carry requests out
     */
    record Request<Q, R>(
            MethodDescriptor<Q, R> method, Q message, Duration deadline, boolean urgent, boolean telling) {}

    private final class Call<Q, R> implements GrpcCall.Answers<R> {

        private final Request<Q, R> request;
        private final Consumer<Reply<R>> then;
        private final Strand.Timer timer;
        private @Nullable GrpcCall<Q, R> grpcCall;
        private @Nullable EndpointConnection endpointConnection;
        private Optional<String> token = Optional.empty();
        private long answeredBefore;
        private int refusals;
        private boolean over;

        Call(Request<Q, R> request, Consumer<Reply<R>> then) {
            this.request = request;
            this.then = then;
            timer = strand.later(request.deadline(), this::expired);
        }

        void enqueue() {
            queue.add(this, request.urgent());
        }

        void send() {
            if (request.urgent()) {
                askedUrgently = memberSelector.selection();
            }
            EndpointConnection to = memberSelector.member();
            endpointConnection = to;
            token = memberSelector.token();
            answeredBefore = answered;
            GrpcCall<Q, R> sent = to.begin(request.method(), token, this);
            grpcCall = sent;
            if (isUnary()) {
                sent.sendLast(request.message());
            } else {
                // A proxy of etcd cancels a keep-alive that is ended before it is answered.
                sent.send(request.message());
            }
        }

        @Override
        public void answered(R message) {
            if (!over) {
                if (!isUnary() && grpcCall != null) {
                    grpcCall.sendNoMore();
                }
                told();
                end(new Reply.Done<>(message));
            }
        }

        private boolean isUnary() {
            return request.method().getType() == MethodDescriptor.MethodType.UNARY;
        }

        @Override
        public void ended(Status status) {
            if (over) {
                return;
            }
            EndpointConnection to = sentTo();
            Exception cause = EtcdErrors.of(status, to.endpoint());
            switch (EtcdErrors.kind(status)) {
                case LEASE_GONE -> {
                    told();
                    end(new Reply.LeaseGone<>());
                }
                case REFUSED -> {
                    told();
                    end(new Reply.Refused<>(cause));
                }
                case BUSY -> {
                    queue.remove(this);
                    strand.later(RETRY, this::again);
                }
                case STALE_LOGIN -> logIn(status, cause);
                case ELSEWHERE -> {
                    end(new Reply.Unknown<>(cause));
                    memberSelector.leave(to, cause);
                }
                case UNKNOWN -> end(new Reply.Unknown<>(cause));
            }
        }

        void unknown(Exception cause) {
            end(new Reply.Unknown<>(cause));
        }

        void refused(Exception cause) {
            end(new Reply.Refused<>(cause));
        }

        void drop() {
            over = true;
            timer.cancel();
            queue.remove(this);
        }

        private void told() {
            if (request.telling()) {
                answered++;
            }
            memberSelector.useful();
        }

        private void logIn(Status status, Exception cause) {
            refusals++;
            if (token.isEmpty() || !EtcdErrors.isForWantOfLogin(status, refusals)) {
                end(new Reply.Refused<>(cause));
                return;
            }
            queue.remove(this);
            enqueue();
            memberSelector.renewToken(token.get());
            sendWaiting();
        }

        private void again() {
            if (!over) {
                enqueue();
                memberSelector.want();
                sendWaiting();
            }
        }

        private void expired() {
            boolean sent = queue.isUnderWay(this);
            boolean silent = sent && request.telling() && answered == answeredBefore;
            Exception cause = sent
                    ? new TimeoutException("no answer of etcd within " + request.deadline())
                    : memberSelector.unreached(request.deadline());
            if (sent && grpcCall != null) {
                grpcCall.cancel("no answer within the deadline");
            }
            end(new Reply.Unknown<>(cause));
            if (silent) {
                memberSelector.leave(sentTo(), cause);
            }
        }

        private EndpointConnection sentTo() {
            return Objects.requireNonNull(endpointConnection);
        }

        private void end(Reply<R> reply) {
            drop();
            sendWaiting();
            then.accept(reply);
        }
    }
}
