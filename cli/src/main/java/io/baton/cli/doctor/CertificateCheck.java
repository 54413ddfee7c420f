// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.doctor;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether the certificates in the files of the configuration are valid now. A file that cannot be read is the backend's to refuse. */
final class CertificateCheck {

    private static final Pattern OWN = Pattern.compile("baton\\.[^.]+\\.tls\\.(?:certificate|key-store)");
    private static final Pattern TRUSTED =
            Pattern.compile("baton\\.[^.]+\\.tls\\.(?:trusted-certificates|trust-store)");

    private CertificateCheck() {}

    static List<Finding> of(Map<String, String> keys) {
        List<Finding> findings = new ArrayList<>();
        keys.forEach((key, file) -> {
            List<X509Certificate> certificates = List.of();
            if (OWN.matcher(key).matches()) {
                // The first is this process's own, the others are its authorities'.
                certificates = read(key, file, keys).stream().limit(1).toList();
            } else if (TRUSTED.matcher(key).matches()) {
                certificates = read(key, file, keys);
            }
            List<String> invalid = certificates.stream()
                    .map(CertificateCheck::invalid)
                    .flatMap(Optional::stream)
                    .toList();
            // One of many authorities may be out of use.
            if (!invalid.isEmpty() && invalid.size() == certificates.size()) {
                findings.add(new Finding("certificate", key + " is " + file + ": " + String.join("; ", invalid)));
            }
        });
        return findings;
    }

    private static Optional<String> invalid(X509Certificate certificate) {
        String name = "the certificate " + certificate.getSubjectX500Principal().getName();
        try {
            certificate.checkValidity();
            return Optional.empty();
        } catch (CertificateExpiredException e) {
            return Optional.of(
                    name + " has expired on " + certificate.getNotAfter().toInstant() + "; put a new one in its place");
        } catch (CertificateNotYetValidException e) {
            return Optional.of(name + " is not valid before "
                    + certificate.getNotBefore().toInstant() + "; wait, or set the clock of this machine");
        }
    }

    private static List<X509Certificate> read(String key, String file, Map<String, String> keys) {
        List<X509Certificate> certificates = new ArrayList<>();
        try (InputStream from = new FileInputStream(file.strip())) {
            if (key.endsWith("-store") && !file.endsWith(".pem")) {
                String password = keys.getOrDefault(key + "-password", "");
                KeyStore store = KeyStore.getInstance(new File(file.strip()), password.toCharArray());
                for (String alias : Collections.list(store.aliases())) {
                    add(store.getCertificate(alias), certificates);
                }
            } else {
                for (Certificate certificate :
                        CertificateFactory.getInstance("X.509").generateCertificates(from)) {
                    add(certificate, certificates);
                }
            }
        } catch (IOException | GeneralSecurityException unreadable) {
            return List.of();
        }
        return certificates;
    }

    private static void add(Certificate certificate, List<X509Certificate> certificates) {
        if (certificate instanceof X509Certificate x509) {
            certificates.add(x509);
        }
    }
}
