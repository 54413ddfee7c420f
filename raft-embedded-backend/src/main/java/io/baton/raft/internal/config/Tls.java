// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.ratis.grpc.GrpcTlsConfig;

/** The files that a member or a client shows and trusts, in PEM. The members trust every process that has a certificate of that CA. */
public record Tls(Path trustedCertificates, Path certificate, Path key) {

    public static final String TRUSTED_CERTIFICATES = "baton.raft.tls.trusted-certificates";
    public static final String CERTIFICATE = "baton.raft.tls.certificate";
    public static final String KEY = "baton.raft.tls.key";

    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /**
     * Checks that the files can be read.
     *
     * @throws IllegalArgumentException that names the key of the configuration whose file cannot be used
     */
    public Tls {
        certificates(TRUSTED_CERTIFICATES, trustedCertificates);
        PublicKey shown = certificates(CERTIFICATE, certificate).get(0).getPublicKey();
        if (!belongs(privateKey(key, shown.getAlgorithm()), shown)) {
            throw new IllegalArgumentException(
                    KEY + " is " + key + ", which is not the key of the first certificate in " + certificate
                            + ", which is " + CERTIFICATE);
        }
    }

    public GrpcTlsConfig toRatis() {
        return new GrpcTlsConfig(key.toFile(), certificate.toFile(), trustedCertificates.toFile(), true);
    }

    private static List<X509Certificate> certificates(String name, Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            List<X509Certificate> read = CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (read.isEmpty()) {
                throw new IllegalArgumentException(name + " is " + file + ", which holds no certificate");
            }
            return read;
        } catch (IOException e) {
            throw unreadable(name, file, e);
        } catch (CertificateException e) {
            throw new IllegalArgumentException(name + " is " + file + ", which holds no certificates in PEM", e);
        }
    }

    private static PrivateKey privateKey(Path file, String algorithm) {
        try {
            Matcher pem = PKCS8.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            if (pem.find()) {
                byte[] content = Base64.getMimeDecoder().decode(pem.group(1));
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(content));
            }
        } catch (IOException e) {
            throw unreadable(KEY, file, e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw unusable(file, algorithm, Optional.of(e));
        }
        throw unusable(file, algorithm, Optional.empty());
    }

    private static boolean belongs(PrivateKey secret, PublicKey shown) {
        String algorithm = shown.getAlgorithm().equals("EC") ? "ECDSA" : shown.getAlgorithm();
        try {
            byte[] text = "Baton".getBytes(StandardCharsets.US_ASCII);
            Signature signature =
                    Signature.getInstance(algorithm.startsWith("Ed") ? algorithm : "SHA256with" + algorithm);
            signature.initSign(secret);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(shown);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException unknown) {
            // Whether such keys can be used is for those to say who use them.
            return true;
        }
    }

    private static IllegalArgumentException unreadable(String name, Path file, IOException cause) {
        return new IllegalArgumentException(name + " is " + file + ", which cannot be read", cause);
    }

    private static IllegalArgumentException unusable(Path file, String algorithm, Optional<Exception> cause) {
        return new IllegalArgumentException(
                KEY + " is " + file + ", which holds no private key for a certificate of the kind " + algorithm
                        + ". It has to be PKCS#8 in PEM, without a password: openssl pkcs8 -topk8 -nocrypt",
                cause.orElse(null));
    }
}
