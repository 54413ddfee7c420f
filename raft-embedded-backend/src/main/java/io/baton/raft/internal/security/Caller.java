// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.security;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.ratis.thirdparty.io.grpc.Attributes;
import org.apache.ratis.thirdparty.io.grpc.Grpc;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;

/** The process that calls a member: what its certificate and its address say. Reads the certificate when it is asked for. */
final class Caller {

    private final Attributes connection;

    Caller(ServerCall<?, ?> call) {
        connection = call.getAttributes();
    }

    /** The names in its certificate, if it has shown one. */
    Optional<CertificateNames> certificate() {
        SSLSession session = connection.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
        if (session == null) {
            return Optional.empty();
        }
        try {
            Certificate[] shown = session.getPeerCertificates();
            return shown.length > 0 && shown[0] instanceof X509Certificate own
                    ? Optional.of(CertificateNames.of(own))
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }

    String address() {
        return String.valueOf(connection.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
    }

    @Override
    public String toString() {
        return certificate().map(names -> "the certificate of " + names).orElse("a caller without certificate");
    }
}
