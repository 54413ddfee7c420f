// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the sessions of one backend reach the cluster.
 *
 * @param tls nothing without TLS
 */
public record ClientSettings(
        List<Endpoint> endpoints,
        Optional<Login> login,
        Optional<TlsContextSource> tls,
        Route route,
        AttemptPacing pacing,
        LastAddresses lastAddresses) {

    private static final int DOUBLINGS = 2;

    public ClientSettings {
        endpoints = List.copyOf(endpoints);
    }

    /**
     * Refuses settings that cannot be used; reads the TLS files for that.
     *
     * @throws IllegalArgumentException that names the key of the configuration
     */
    public static ClientSettings of(
            List<Endpoint> endpoints, Optional<Login> login, Optional<TlsFiles> files, Route route) {
        List<Endpoint> distinct = distinct(endpoints);
        if (distinct.isEmpty()) {
            throw new IllegalArgumentException("baton.etcd.endpoints names no endpoint");
        }
        boolean secure = files.isPresent()
                || distinct.stream().anyMatch(endpoint -> endpoint.secure().orElse(false));
        if (distinct.stream().anyMatch(endpoint -> endpoint.secure().orElse(secure) != secure)) {
            throw new IllegalArgumentException(
                    "baton.etcd.endpoints: with https:// or baton.etcd.tls.* every endpoint speaks TLS, without none; not "
                            + distinct);
        }
        if (secure && route.authority().isEmpty()) {
            distinct.forEach(ClientSettings::checkName);
        }
        Optional<TlsContextSource> tls =
                secure ? Optional.of(new TlsContextSource(files.orElseGet(TlsFiles::none))) : Optional.empty();
        return new ClientSettings(distinct, login, tls, route, new AttemptPacing(), new LastAddresses());
    }

    private static List<Endpoint> distinct(List<Endpoint> endpoints) {
        List<Endpoint> distinct = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            if (distinct.stream()
                    .noneMatch(known -> known.isSame(endpoint) && known.secure().equals(endpoint.secure()))) {
                distinct.add(endpoint);
            }
        }
        return List.copyOf(distinct);
    }

    private static void checkName(Endpoint endpoint) {
        if (endpoint.authority().isEmpty()) {
            throw new IllegalArgumentException("baton.etcd.endpoints: no certificate can be for the name '"
                    + endpoint.host() + "', since it is no name of DNS. Use another name, an address, or"
                    + " baton.etcd.authority");
        }
    }

    /** Whether by TLS. */
    public boolean isSecure() {
        return tls.isPresent();
    }

    /**
     * How long a member may take to connect, or to answer, at present: a member that always takes a little longer than the first
     * time allows would never be reached otherwise.
     */
    public Duration answerBound() {
        return route.connectTimeout().multipliedBy(1L << Math.min(pacing.roundsInVain(), DOUBLINGS));
    }

    /**
     * How connections are made.
     *
     * @param authority the name that the servers' certificates are checked for, instead of each endpoint's host
     * @param connectTimeout how long a member may take to connect and to answer a first question, before the next is tried: a
     *     silent one is left the sooner, a distant one reached the more surely; up to four times as long after rounds in vain
     */
    public record Route(Optional<String> authority, Duration connectTimeout, AddressLookup lookup) {}

    /** A user of etcd. */
    public record Login(String user, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }
}
