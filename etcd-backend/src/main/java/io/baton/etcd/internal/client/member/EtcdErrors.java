// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client.member;

import io.baton.etcd.internal.client.settings.Endpoint;
import io.grpc.Status;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What an error means for the request, and what an operator can do about it. */
public final class EtcdErrors {

    /** After so many new tokens it is not their age. */
    private static final int MAX_LOGINS = 3;

    private EtcdErrors() {}

    public enum Kind {
        LEASE_GONE,
        /** Not carried out, and worth another try shortly. */
        BUSY,
        /** Not carried out for want of a token that is good. */
        STALE_LOGIN,
        /** Not carried out, nor will it be before an operator mends the cause. */
        REFUSED,
        /** It may have been carried out, and another member may do better. */
        ELSEWHERE,
        /** It may have been carried out. */
        UNKNOWN
    }

    public static Kind kind(Status status) {
        Optional<KnownError> known = KnownError.in(words(status));
        return known.isPresent() ? known.get().kind : kindOf(status.getCode());
    }

    private static Kind kindOf(Status.Code code) {
        return switch (code) {
            case PERMISSION_DENIED,
                    UNAUTHENTICATED,
                    INVALID_ARGUMENT,
                    FAILED_PRECONDITION,
                    OUT_OF_RANGE,
                    RESOURCE_EXHAUSTED,
                    UNIMPLEMENTED,
                    NOT_FOUND,
                    ALREADY_EXISTS -> Kind.REFUSED;
            case UNAVAILABLE, INTERNAL, DATA_LOSS -> Kind.ELSEWHERE;
            default -> Kind.UNKNOWN;
        };
    }

    /**
     * Whether a new token can help.
     *
     * @param refusals how many there have been, with this one
     */
    public static boolean isForWantOfLogin(Status status, int refusals) {
        // etcd 3.4 called a watch with an old token not permitted, before 3.4.23.
        boolean ambiguous = KnownError.in(words(status))
                .filter(KnownError.PERMISSION_DENIED::equals)
                .isPresent();
        return kind(status) == Kind.STALE_LOGIN ? refusals <= MAX_LOGINS : ambiguous && refusals == 1;
    }

    /** An error with the member that reported it, and with advice where there is any. */
    public static Exception of(Status status, Endpoint member) {
        String what = words(status)
                + reason(status.getCause())
                + KnownError.in(words(status)).map(known -> known.advice).orElse("");
        return switch (kind(status)) {
            case REFUSED, STALE_LOGIN, LEASE_GONE ->
                new IllegalStateException("etcd refuses at " + member + ": " + what, status.asException());
            default -> new IOException("no answer of etcd at " + member + ": " + what, status.asException());
        };
    }

    private static String words(Status status) {
        // More lines, if there are any, are a client's account of its own parts.
        return Optional.ofNullable(status.getDescription())
                .flatMap(description -> description.lines().findFirst())
                .orElse(status.getCode().toString());
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause == null) {
            return "";
        }
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = root == cause || cause instanceof SSLException ? "" : ": " + cause.getMessage();
        return text + ": " + (root.getMessage() == null ? root : root.getMessage()) + handshakeAdvice(root);
    }

    private static String handshakeAdvice(Throwable root) {
        String text = String.valueOf(root.getMessage());
        if (root instanceof NotSslRecordException) {
            return ". It does not speak TLS, or the port is another's: see baton.etcd.endpoints";
        }
        if (text.contains("No subject alternative") || text.contains("No name matching")) {
            return ". Its certificate is for another host: see baton.etcd.endpoints and baton.etcd.authority";
        }
        if (text.contains("unable to find valid certification path")) {
            return ". Its certificate comes from no authority in baton.etcd.tls.trusted-certificates";
        }
        if (root instanceof CertificateExpiredException) {
            return ". Its certificate, or one of its authorities, has expired: renew it on the server";
        }
        if (root instanceof CertificateNotYetValidException) {
            return ". Its certificate is not valid yet: compare the clocks of both machines";
        }
        if (text.contains("certificate_expired")) {
            return ". The certificate of this client has expired: see baton.etcd.tls.certificate";
        }
        if (text.contains("certificate_required") || text.contains("bad_certificate")) {
            return ". It accepts only clients with a certificate: see baton.etcd.tls.certificate";
        }
        return "";
    }

    /** Words by which etcd's errors are told apart: their codes are not enough, and changed between versions. */
    private enum KnownError {
        LEASE_NOT_FOUND("requested lease not found", Kind.LEASE_GONE, ""),
        TOO_MANY_REQUESTS("too many requests", Kind.BUSY, ""),
        INVALID_TOKEN("invalid auth token", Kind.STALE_LOGIN, ""),
        OLD_REVISION("revision of auth store is old", Kind.STALE_LOGIN, ""),
        OLD_REVISION_IN_HEADER("revision in header is old", Kind.STALE_LOGIN, ""),
        NO_USER(
                "user name is empty",
                Kind.STALE_LOGIN,
                ". The cluster has authentication: set baton.etcd.user and baton.etcd.password"),
        WRONG_PASSWORD("invalid user ID or password", Kind.REFUSED, ". Check baton.etcd.user and baton.etcd.password"),
        NO_AUTHENTICATION(
                "authentication is not enabled",
                Kind.REFUSED,
                ". Unset baton.etcd.user and baton.etcd.password, or enable it: etcdctl auth enable"),
        PERMISSION_DENIED(
                "permission denied",
                Kind.REFUSED,
                ". The user, baton.etcd.user, needs a role that may read and write all keys that begin with"
                        + " baton.etcd.prefix: etcdctl role grant-permission --prefix=true <role> readwrite <prefix>"),
        NO_SPACE(
                "database space exceeded",
                Kind.REFUSED,
                ". The cluster has raised the alarm NOSPACE: compact and defragment it, or raise"
                        + " --quota-backend-bytes, then etcdctl alarm disarm"),
        TOO_LARGE(
                "request is too large",
                Kind.REFUSED,
                ". Shorten the candidate's id and attributes, or raise --max-request-bytes of etcd"),
        TOO_LARGE_FOR_GRPC(
                "received message larger than max",
                Kind.REFUSED,
                ". Shorten the candidate's id and attributes, or raise --max-request-bytes of etcd"),
        TOO_MANY_OPERATIONS("too many operations in txn request", Kind.REFUSED, ". Raise --max-txn-ops of etcd"),
        ANSWER_TOO_LARGE("gRPC message exceeds maximum size", Kind.UNKNOWN, ""),
        LEADER_CHANGED("leader changed", Kind.UNKNOWN, ""),
        LEARNER("rpc not supported for learner", Kind.ELSEWHERE, ""),
        NOT_CAPABLE("not capable", Kind.ELSEWHERE, ""),
        NOT_LEADER("not leader", Kind.ELSEWHERE, ""),
        REMOVED("member not found", Kind.ELSEWHERE, "");

        private final String words;
        private final Kind kind;
        private final String advice;

        KnownError(String words, Kind kind, String advice) {
            this.words = words;
            this.kind = kind;
            this.advice = advice;
        }

        static Optional<KnownError> in(String message) {
            return Arrays.stream(values())
                    .filter(known -> message.contains(known.words))
                    .findFirst();
        }
    }
}
