// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The configuration of a backend: a value that is blank is not set, and every error names its key. */
public record ConfigurationValues(Map<String, String> map) {

    public ConfigurationValues {
        map = Map.copyOf(map);
    }

    /** The value of a key, if it is set. */
    public Optional<String> of(String key) {
        return Optional.ofNullable(map.get(key)).filter(value -> !value.isBlank());
    }

    /**
     * A value that is {@code true} or {@code false}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public boolean isTrue(String key, boolean otherwise) {
        return of(key).map(value -> switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException(key + " is true or false, not " + value);
                })
                .orElse(otherwise);
    }

    /**
     * Hands over the value of a key, if it is set.
     *
     * @throws IllegalArgumentException if it is not accepted
     */
    public void check(String key, Consumer<String> use) {
        of(key).ifPresent(value -> {
            try {
                use.accept(value);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(key + " cannot be " + value + ": " + e.getMessage(), e);
            }
        });
    }

    /** The keys alone: values can be secrets. */
    @Override
    public String toString() {
        return map.keySet().toString();
    }
}
