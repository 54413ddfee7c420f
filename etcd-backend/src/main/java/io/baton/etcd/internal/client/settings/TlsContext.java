// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client.settings;

import com.google.protobuf.ByteString;
import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * The contents of the TLS files, in PEM.
 *
 * @param trusted the authorities of the servers' certificates
 * @param certificate the client's own
 * @param key of the client's certificate
 */
record TlsContext(Optional<Content> trusted, Optional<Content> certificate, Optional<Content> key) {

    private static final String TRUSTED = "baton.etcd.tls.trusted-certificates";
    private static final String CERTIFICATE = "baton.etcd.tls.certificate";
    private static final String KEY = "baton.etcd.tls.key";

    /** @throws IllegalArgumentException that names the key of the configuration whose file cannot be read */
    static TlsContext read(TlsFiles files) {
        return new TlsContext(
                files.trustedCertificates().map(file -> Content.of(TRUSTED, file)),
                files.certificate().map(file -> Content.of(CERTIFICATE, file)),
                files.key().map(file -> Content.of(KEY, file)));
    }

    /** @throws IllegalArgumentException that names the key of the configuration whose file cannot be used */
    SslContext context() {
        SslContextBuilder builder = SslContextBuilder.forClient();
        if (trusted.isPresent()) {
            builder.trustManager(certificates(trusted.get()));
        }
        if (certificate.isPresent() && key.isPresent()) {
            identify(builder, certificate.get(), key.get());
        }
        try {
            // Not OpenSSL, which ZooKeeper's client may bring: only the JDK's is tested.
            return GrpcSslContexts.configure(builder, SslProvider.JDK).build();
        } catch (SSLException e) {
            throw new IllegalArgumentException("baton.etcd.tls.* cannot be used: " + e.getMessage(), e);
        }
    }

    private static List<X509Certificate> certificates(Content content) {
        try {
            List<X509Certificate> read =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(content.bytes().newInput())
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (read.isEmpty()) {
                throw new IllegalArgumentException(content.property() + " holds no certificate: " + content.file());
            }
            return read;
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    content.property() + " holds no certificates in PEM: " + content.file(), e);
        }
    }

    private static void identify(SslContextBuilder builder, Content certificate, Content key) {
        List<X509Certificate> own = certificates(certificate);
        try {
            builder.keyManager(certificate.bytes().newInput(), key.bytes().newInput());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    KEY + " holds no private key that can be used: " + key.file()
                            + ". It has to be PKCS#8 in PEM, without a password: openssl pkcs8 -topk8 -nocrypt",
                    e);
        }
        if (!KeyMatch.isPair(own.get(0).getPublicKey(), key.bytes().toString(StandardCharsets.ISO_8859_1))) {
            throw new IllegalArgumentException(KEY + " is not the key of the certificate in " + CERTIFICATE + ": "
                    + key.file() + ", " + certificate.file());
        }
    }

    /**
     * The content of one file.
     *
     * @param property the key of the configuration that names the file
     */
    record Content(String property, Path file, ByteString bytes) {

        static Content of(String property, Path file) {
            try {
                return new Content(property, file, ByteString.copyFrom(Files.readAllBytes(file)));
            } catch (IOException e) {
                throw new IllegalArgumentException(property + " cannot be read: " + file, e);
            }
        }

        /** Without the bytes, which may be a secret. */
        @Override
        public String toString() {
            return property + "=" + file;
        }
    }
}
