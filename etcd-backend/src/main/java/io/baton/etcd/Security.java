// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** TLS from files in PEM. */
final class Security {

    private static final String TRUSTED = "baton.etcd.tls.trusted-certificates";
    private static final String CERTIFICATE = "baton.etcd.tls.certificate";
    private static final String KEY = "baton.etcd.tls.key";

    private Security() {}

    /** @throws IllegalArgumentException that names the key of the configuration whose file cannot be used */
    static SslContext context(Optional<Access.Tls> tls) {
        SslContextBuilder builder = SslContextBuilder.forClient();
        tls.flatMap(Access.Tls::trustedCertificates)
                .ifPresent(file -> builder.trustManager(certificates(TRUSTED, file)));
        tls.flatMap(Access.Tls::certificate)
                .ifPresent(certificate ->
                        tls.flatMap(Access.Tls::key).ifPresent(key -> identify(builder, certificate, key)));
        try {
            // Not OpenSSL, which ZooKeeper's client may bring: only the JDK's is tested.
            return GrpcSslContexts.configure(builder, SslProvider.JDK).build();
        } catch (SSLException e) {
            throw new IllegalArgumentException("baton.etcd.tls.* cannot be used: " + e.getMessage(), e);
        }
    }

    private static List<X509Certificate> certificates(String key, Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            List<X509Certificate> read = CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (read.isEmpty()) {
                throw new IllegalArgumentException(key + " holds no certificate: " + file);
            }
            return read;
        } catch (IOException e) {
            throw unreadable(key, file, e);
        } catch (CertificateException e) {
            throw new IllegalArgumentException(key + " holds no certificates in PEM: " + file, e);
        }
    }

    private static void identify(SslContextBuilder builder, Path certificate, Path key) {
        certificates(CERTIFICATE, certificate);
        try {
            Files.readString(key, StandardCharsets.ISO_8859_1);
            builder.keyManager(certificate.toFile(), key.toFile());
        } catch (IOException e) {
            throw unreadable(KEY, key, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    KEY + " holds no private key that can be used: " + key
                            + ". It has to be PKCS#8 in PEM, without a password: openssl pkcs8 -topk8 -nocrypt",
                    e);
        }
    }

    private static IllegalArgumentException unreadable(String key, Path file, IOException cause) {
        return new IllegalArgumentException(key + " cannot be read: " + file, cause);
    }
}
