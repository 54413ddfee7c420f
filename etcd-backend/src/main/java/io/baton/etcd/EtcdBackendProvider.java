// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import io.baton.etcd.internal.client.settings.AddressLookup;
import io.baton.etcd.internal.client.settings.ClientSettings;
import io.baton.etcd.internal.client.settings.Endpoint;
import io.baton.etcd.internal.client.settings.TlsFiles;
import io.baton.etcd.internal.session.KeyPaths;
import io.baton.spi.BackendProvider;
import io.baton.spi.ElectionBackend;
import io.baton.spi.support.AsyncLogger;
import io.baton.spi.support.ConfigurationValues;
import io.baton.spi.support.Loopback;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes a backend for etcd 3.4 or later from the keys that begin with {@code baton.etcd.}. */
public final class EtcdBackendProvider implements BackendProvider {

    private static final AsyncLogger LOG = AsyncLogger.of(EtcdBackendProvider.class);

    private static final String PREFIX = "baton.etcd.";
    private static final String ENDPOINTS = PREFIX + "endpoints";
    private static final String KEY_PREFIX = PREFIX + "prefix";
    private static final String USER = PREFIX + "user";
    private static final String PASSWORD = PREFIX + "password";
    private static final String AUTHORITY = PREFIX + "authority";
    private static final String ALLOW_PLAINTEXT = PREFIX + "allow-plaintext";
    private static final String USE_PROXY = PREFIX + "use-proxy";
    private static final String TLS = PREFIX + "tls";
    private static final String TRUSTED_CERTIFICATES = TLS + ".trusted-certificates";
    private static final String CERTIFICATE = TLS + ".certificate";
    private static final String KEY = TLS + ".key";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Pattern COMMA = Pattern.compile(",");

    @Override
    public String name() {
        return EtcdBackend.NAME;
    }

    @Override
    public Set<String> keys() {
        return Set.of(
                ENDPOINTS,
                KEY_PREFIX,
                USER,
                PASSWORD,
                AUTHORITY,
                ALLOW_PLAINTEXT,
                USE_PROXY,
                TLS,
                TRUSTED_CERTIFICATES,
                CERTIFICATE,
                KEY);
    }

    @Override
    public ElectionBackend create(Map<String, String> configuration) {
        ConfigurationValues values = new ConfigurationValues(configuration);
        List<Endpoint> endpoints = endpoints(values);
        AddressLookup lookup = new AddressLookup(values.isTrue(USE_PROXY, false));
        ClientSettings.Route route = new ClientSettings.Route(authority(values), CONNECT_TIMEOUT, lookup);
        ClientSettings clientSettings = ClientSettings.of(endpoints, login(values), tls(values), route);
        if (!clientSettings.isSecure() && !values.isTrue(ALLOW_PLAINTEXT, false)) {
            warnOfPlaintext(endpoints);
        }
        return new EtcdBackend(clientSettings, keys(values));
    }

    private static List<Endpoint> endpoints(ConfigurationValues values) {
        List<Endpoint> endpoints = new ArrayList<>();
        try {
            values.of(ENDPOINTS).stream()
                    .flatMap(COMMA::splitAsStream)
                    .map(String::strip)
                    .filter(element -> !element.isEmpty())
                    .map(Endpoint::parse)
                    .forEach(endpoints::add);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(ENDPOINTS + ": " + e.getMessage(), e);
        }
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException(
                    ENDPOINTS + " is missing: the members, for example http://etcd1:2379,http://etcd2:2379");
        }
        return endpoints;
    }

    private static KeyPaths keys(ConfigurationValues values) {
        String prefix = values.of(KEY_PREFIX).orElse("baton/");
        if (!prefix.endsWith("/")) {
            throw new IllegalArgumentException(KEY_PREFIX + " cannot be " + prefix + ": it ends with a slash");
        }
        return new KeyPaths(prefix);
    }

    private static Optional<String> authority(ConfigurationValues values) {
        values.check(AUTHORITY, EtcdBackendProvider::checkAuthority);
        return values.of(AUTHORITY);
    }

    private static void checkAuthority(String name) {
        if (URI.create("//" + name).getHost() == null) {
            throw new IllegalArgumentException("it is no name of a host, with or without a port");
        }
    }

    private static Optional<ClientSettings.Login> login(ConfigurationValues values) {
        Optional<String> user = values.of(USER);
        Optional<String> password = values.of(PASSWORD);
        if (user.isPresent() != password.isPresent()) {
            throw new IllegalArgumentException(USER + " and " + PASSWORD + " are set together or not at all");
        }
        return user.map(name -> new ClientSettings.Login(name, password.orElseThrow()));
    }

    private static Optional<TlsFiles> tls(ConfigurationValues values) {
        boolean files = Stream.of(TRUSTED_CERTIFICATES, CERTIFICATE, KEY)
                .anyMatch(key -> values.of(key).isPresent());
        boolean tls = values.isTrue(TLS, files);
        if (!tls && files) {
            throw new IllegalArgumentException(TLS + " is false, but there are keys below it");
        }
        return tls
                ? Optional.of(
                        new TlsFiles(file(values, TRUSTED_CERTIFICATES), file(values, CERTIFICATE), file(values, KEY)))
                : Optional.empty();
    }

    private static Optional<Path> file(ConfigurationValues values, String key) {
        try {
            return values.of(key).map(Path::of);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(key + " is not a path: " + e.getMessage(), e);
        }
    }

    private static void warnOfPlaintext(List<Endpoint> endpoints) {
        for (Endpoint endpoint : endpoints) {
            if (!Loopback.includes(endpoint.host())) {
                LOG.warn(
                        "the connection to {} is not encrypted: use https:// in {}, or set {}=true if that is wanted",
                        endpoint.host(),
                        ENDPOINTS,
                        ALLOW_PLAINTEXT);
                return;
            }
        }
    }
}
