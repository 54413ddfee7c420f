// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where and how the cluster is reached. What is of no use is refused here: the files of TLS are read once.
 *
 * @param authority the name that the servers' certificates are checked for, instead of each endpoint's host
 * @param connectTimeout how long a member may take to connect and to answer a first question, before the next is tried: a
 *     silent one is left the sooner, a distant one reached the more surely; up to four times as long after rounds in vain
 */
record Access(
        List<Endpoint> endpoints,
        Optional<Login> login,
        Optional<Tls> tls,
        Optional<String> authority,
        Duration connectTimeout) {

    Access {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("baton.etcd.endpoints names no endpoint");
        }
        boolean secure = isSecure(endpoints, tls);
        if (endpoints.stream().anyMatch(endpoint -> endpoint.secure().orElse(secure) != secure)) {
            throw new IllegalArgumentException(
                    "baton.etcd.endpoints: with https:// or baton.etcd.tls.* every endpoint speaks TLS, without none; not "
                            + endpoints);
        }
        if (secure) {
            Security.context(tls);
        }
    }

    /** Whether by TLS. */
    boolean isSecure() {
        return isSecure(endpoints, tls);
    }

    private static boolean isSecure(List<Endpoint> endpoints, Optional<Tls> tls) {
        return tls.isPresent()
                || endpoints.stream().anyMatch(endpoint -> endpoint.secure().orElse(false));
    }

    /** A user of etcd. */
    record Login(String user, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }

    /**
     * Files in PEM.
     *
     * @param trustedCertificates the authorities of the servers' certificates; the JDK's if there is none
     * @param certificate the client's own, with those between it and its authority
     * @param key of the client's certificate
     */
    record Tls(Optional<Path> trustedCertificates, Optional<Path> certificate, Optional<Path> key) {

        Tls {
            if (certificate.isPresent() != key.isPresent()) {
                throw new IllegalArgumentException(
                        "baton.etcd.tls.certificate and baton.etcd.tls.key are set both or neither");
            }
        }
    }
}
