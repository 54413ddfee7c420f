// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.EnumerablePropertySource;

/** Properties that are there as long as something is not. Their names are always there: Boot asks for names very often. */
final class DefaultsWithout extends EnumerablePropertySource<Map<String, Object>> {

    private final BooleanSupplier present;

    /** @param present tells whether there is what makes the defaults go */
    DefaultsWithout(String name, Map<String, Object> defaults, BooleanSupplier present) {
        super(name, Map.copyOf(defaults));
        this.present = present;
    }

    @Override
    public String[] getPropertyNames() {
        return getSource().keySet().toArray(String[]::new);
    }

    @Override
    public boolean containsProperty(String name) {
        return getProperty(name) != null;
    }

    @Override
    public @Nullable Object getProperty(String name) {
        Object value = getSource().get(name);
        return value == null || present.getAsBoolean() ? null : value;
    }
}
