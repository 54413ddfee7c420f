// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.failure;

import java.util.Optional;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.Environment;

/** Tells where a property is set, as Spring Boot knows it: a file with line and column, or the name of a source. */
public final class PropertyOrigin {

    private PropertyOrigin() {}

    /** The place of the value that counts; nothing if the property is not set. */
    public static Optional<String> of(Environment environment, ConfigurationPropertyName name) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source.getConfigurationProperty(name) != null) {
                return Optional.of(in(source, name));
            }
        }
        return Optional.empty();
    }

    public static String in(ConfigurationPropertySource source, ConfigurationPropertyName name) {
        ConfigurationProperty property = source.getConfigurationProperty(name);
        Origin origin = property == null ? null : property.getOrigin();
        if (origin instanceof PropertySourceOrigin outer && outer.getOrigin() != null) {
            return outer.getOrigin().toString();
        }
        return origin == null ? String.valueOf(source.getUnderlyingSource()) : origin.toString();
    }
}
