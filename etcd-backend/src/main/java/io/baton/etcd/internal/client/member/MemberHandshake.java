// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client.member;

import io.baton.etcd.internal.client.settings.ClientSettings;
import io.baton.spi.support.Strand;
import io.etcd.jetcd.api.AuthGrpc;
import io.etcd.jetcd.api.AuthenticateRequest;
import io.etcd.jetcd.api.AuthenticateResponse;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.StatusResponse;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks a member whether it takes requests, and for a token if there is a login. Reports the outcome once, on the strand. */
final class MemberHandshake {

    private final EndpointConnection endpointConnection;
    private final ClientSettings clientSettings;
    private final Duration bound;
    private final Strand strand;
    private final Outcome outcome;
    private Strand.Timer timer = () -> {};
    private @Nullable GrpcCall<?, ?> asked;

    /** @param bound for each answer */
    MemberHandshake(
            EndpointConnection endpointConnection,
            ClientSettings clientSettings,
            Duration bound,
            Strand strand,
            Outcome outcome) {
        this.endpointConnection = endpointConnection;
        this.clientSettings = clientSettings;
        this.bound = bound;
        this.strand = strand;
        this.outcome = outcome;
    }

    /** @param token that is known already */
    void askStatus(Optional<String> token) {
        ask(MaintenanceGrpc.getStatusMethod(), StatusRequest.getDefaultInstance(), new Answer<StatusResponse>() {
            @Override
            void given(StatusResponse status) {
                if (status.getIsLearner()) {
                    outcome.failed(new IOException(
                            endpointConnection.endpoint() + " is a learner, which takes no requests yet"));
                } else {
                    acceptOrLogIn(token);
                }
            }

            @Override
            void refused(Status status) {
                // Newer servers report their status only to users they know; the refusal shows that the member answers.
                if (status.getCode() == Status.Code.UNIMPLEMENTED) {
                    outcome.failed(EtcdErrors.of(status, endpointConnection.endpoint()));
                } else {
                    acceptOrLogIn(token);
                }
            }
        });
    }

    /** Asks for a new token only. */
    void logIn() {
        Optional<ClientSettings.Login> login = clientSettings.login();
        if (login.isPresent()) {
            logIn(login.get());
        } else {
            outcome.accepted(Optional.empty());
        }
    }

    /** Nothing is told after this. */
    void cancel() {
        timer.cancel();
        if (asked != null) {
            asked.cancel("not needed any more");
        }
    }

    private void acceptOrLogIn(Optional<String> token) {
        if (token.isPresent()) {
            outcome.accepted(token);
        } else {
            logIn();
        }
    }

    // The cluster may have rejected the login before: it is not asked again at once.
    private void logIn(ClientSettings.Login login) {
        Duration pause = clientSettings.pacing().beforeLogin();
        if (pause.isNegative() || pause.isZero()) {
            authenticate(login);
        } else {
            timer = strand.later(pause, () -> authenticate(login));
            clientSettings.pacing().rejection().ifPresent(outcome::postponed);
        }
    }

    private void authenticate(ClientSettings.Login login) {
        AuthenticateRequest request = AuthenticateRequest.newBuilder()
                .setName(login.user())
                .setPassword(login.password())
                .build();
        ask(AuthGrpc.getAuthenticateMethod(), request, new Answer<AuthenticateResponse>() {
            @Override
            void given(AuthenticateResponse response) {
                clientSettings.pacing().loggedIn();
                outcome.accepted(Optional.of(response.getToken()));
            }

            @Override
            void refused(Status status) {
                Exception cause = EtcdErrors.of(status, endpointConnection.endpoint());
                clientSettings.pacing().rejected(cause);
                outcome.rejected(cause);
            }
        });
    }

    private <Q, R> void ask(MethodDescriptor<Q, R> method, Q message, Answer<R> answer) {
        timer = strand.later(bound, () -> {
            cancel();
            outcome.failed(
                    new TimeoutException("no answer of etcd at " + endpointConnection.endpoint() + " within " + bound));
        });
        GrpcCall<Q, R> grpcCall = endpointConnection.begin(method, Optional.empty(), answer);
        asked = grpcCall;
        grpcCall.sendLast(message);
    }

    interface Outcome {

        void accepted(Optional<String> token);

        /** The member answers, but accepts no login before an operator mends the cause. */
        void rejected(Exception cause);

        /** The login waits, since it was rejected before. */
        void postponed(Exception cause);

        /** Another member may do better. */
        void failed(Exception cause);
    }

    private abstract class Answer<R> implements GrpcCall.Answers<R> {

        private boolean heard;

        abstract void given(R message);

        abstract void refused(Status status);

        @Override
        public void answered(R message) {
            if (!heard) {
                heard = true;
                timer.cancel();
                given(message);
            }
        }

        @Override
        public void ended(Status status) {
            if (heard) {
                return;
            }
            heard = true;
            timer.cancel();
            switch (EtcdErrors.kind(status)) {
                case REFUSED, STALE_LOGIN, LEASE_GONE -> refused(status);
                case BUSY, ELSEWHERE, UNKNOWN -> outcome.failed(EtcdErrors.of(status, endpointConnection.endpoint()));
            }
        }
    }
}
