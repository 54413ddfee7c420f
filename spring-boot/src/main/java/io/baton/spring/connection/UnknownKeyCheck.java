// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import io.baton.spring.failure.PropertyOrigin;
import io.baton.spring.failure.UnknownKeyException;
import java.util.Set;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Refuses keys that nothing reads, before any bean is made: a key that is misspelt is the reason for whatever would fail later.
 *
 * <p>Environment variables and system properties are left alone, because others than the application set them: a container
 * platform sets {@code BATON_PORT} for a service of the name {@code baton}.
 */
final class UnknownKeyCheck implements BeanFactoryPostProcessor, PriorityOrdered {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of(PlainKeys.PREFIX);

    private static final Set<String> SET_BY_OTHERS = Set.of(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);

    private final Environment environment;

    UnknownKeyCheck(Environment environment) {
        this.environment = environment;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        KnownKeys known = KnownKeys.present();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable && !isSetByOthers(source)) {
                iterable.stream()
                        .filter(ROOT::isAncestorOf)
                        .filter(name -> !known.contains(name))
                        .sorted()
                        .findFirst()
                        .ifPresent(name -> {
                            throw new UnknownKeyException(
                                    name.toString(), PropertyOrigin.in(source, name), known.nearest(name));
                        });
            }
        }
    }

    private static boolean isSetByOthers(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource
                || (source.getUnderlyingSource() instanceof PropertySource<?> underlying
                        && SET_BY_OTHERS.contains(underlying.getName()));
    }
}
