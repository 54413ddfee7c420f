// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import io.baton.internal.Connector;
import io.baton.spi.BackendProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/** Makes the configuration of {@code Baton.connect} from the application's properties and connection details. */
final class PlainConfiguration {

    static final String BACKEND = "baton.backend";
    private static final String REQUIRE_CONNECTION = "baton.require-connection";
    private static final String ADVERTISED_URL = "baton.web.advertised-url";
    private static final String URL_ATTRIBUTE = "baton.attributes." + HttpBaseUrl.ATTRIBUTE;

    private final BatonProperties properties;
    private final Environment environment;
    private final List<StoreAddress> addresses;

    PlainConfiguration(BatonProperties properties, Environment environment, List<StoreAddress> addresses) {
        this.properties = properties;
        this.environment = environment;
        this.addresses = List.copyOf(addresses);
    }

    /** All keys that are set, with their values; the backend is among them. */
    Map<String, String> keys() {
        Map<String, String> keys = PlainKeys.of(properties);
        keys.putAll(ofOtherBackends());
        publishAddress(keys);
        // A context that waits for a store that is down would keep the whole application from starting; its health
        // tells.
        keys.putIfAbsent(REQUIRE_CONNECTION, "false");
        String backend =
                Optional.ofNullable(keys.get(BACKEND)).map(String::strip).orElseGet(this::onlyBackend);
        keys.put(BACKEND, backend);
        addresses.stream()
                .filter(address -> address.backend().equals(backend))
                .forEach(address -> address.applyTo(keys));
        return keys;
    }

    private void publishAddress(Map<String, String> keys) {
        String url = Binder.get(environment)
                .bind(ADVERTISED_URL, String.class)
                .map(String::strip)
                .orElse("");
        if (url.isEmpty()) {
            return;
        }
        var unused = HttpBaseUrl.of(ADVERTISED_URL, url);
        String published = keys.put(URL_ATTRIBUTE, url);
        if (published != null && !published.strip().equals(url)) {
            throw new IllegalArgumentException(ADVERTISED_URL + " and " + URL_ATTRIBUTE
                    + " are set to different addresses, but the first is published as the second: set one of them");
        }
    }

    private String onlyBackend() {
        List<String> backends =
                addresses.stream().map(StoreAddress::backend).distinct().toList();
        if (backends.size() != 1) {
            throw new IllegalArgumentException(BACKEND + " is not set, and there are connection details for "
                    + String.join(" and ", backends) + ": set " + BACKEND + " to one of them");
        }
        return backends.get(0);
    }

    /** Keys of backends on the class path that this project does not know, and so has no typed properties for. */
    private Map<String, String> ofOtherBackends() {
        Binder binder = Binder.get(environment);
        Map<String, String> keys = new TreeMap<>();
        Connector.providers().values().stream()
                .filter(provider -> Connector.jar(provider.name()).isEmpty())
                .map(BackendProvider::keys)
                .forEach(known -> known.forEach(key -> bind(binder, key, keys)));
        return keys;
    }

    private static void bind(Binder binder, String key, Map<String, String> keys) {
        if (key.endsWith(".*")) {
            String prefix = key.substring(0, key.length() - 2);
            binder.bind(name(prefix), Bindable.mapOf(String.class, String.class))
                    .ifBound(map -> map.forEach((word, value) -> keys.put(prefix + "." + word, value)));
        } else {
            binder.bind(name(key), Bindable.of(String.class)).ifBound(value -> keys.put(key, value));
            // The forms key=a,b and key[0]=a: the first is bound as text, so that it is passed on as it is written.
            if (!keys.containsKey(key)) {
                binder.bind(name(key), Bindable.listOf(String.class))
                        .ifBound(elements -> keys.put(key, String.join(",", elements)));
            }
        }
    }

    private static ConfigurationPropertyName name(String key) {
        return ConfigurationPropertyName.adapt(key, '.');
    }
}
