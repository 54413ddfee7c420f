// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of TLS, in PEM.
 *
 * @param trustedCertificates the authorities of the servers' certificates; the JDK's if there is none
 * @param certificate the client's own, with those between it and its authority
 * @param key of the client's certificate
 */
public record TlsFiles(Optional<Path> trustedCertificates, Optional<Path> certificate, Optional<Path> key) {

    static TlsFiles none() {
        return new TlsFiles(Optional.empty(), Optional.empty(), Optional.empty());
    }

    public TlsFiles {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException(
                    "baton.etcd.tls.certificate and baton.etcd.tls.key are set both or neither");
        }
    }
}
