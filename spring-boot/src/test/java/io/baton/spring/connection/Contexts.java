// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import io.baton.spring.autoconfigure.BatonAutoConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

/** Contexts with the auto-configuration of this package alone. */
final class Contexts {

    private Contexts() {}

    static ApplicationContextRunner empty() {
        return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(BatonAutoConfiguration.class));
    }

    /** A context with a store of its own, in memory. */
    static ApplicationContextRunner inMemory() {
        return empty().withPropertyValues("baton.backend=memory", "baton.memory.store=" + UUID.randomUUID());
    }

    static ApplicationContextRunner yaml(ApplicationContextRunner runner, String... lines) {
        return file(runner, new YamlPropertySourceLoader(), "application.yaml", lines);
    }

    static ApplicationContextRunner properties(ApplicationContextRunner runner, String... lines) {
        return file(runner, new PropertiesPropertySourceLoader(), "application.properties", lines);
    }

    private static ApplicationContextRunner file(
            ApplicationContextRunner runner, PropertySourceLoader loader, String name, String... lines) {
        byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return runner.withInitializer(context -> {
            try {
                loader.load(name, new ByteArrayResource(text, name))
                        .forEach(context.getEnvironment().getPropertySources()::addLast);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Environment variables beside those of this process. */
    static ApplicationContextRunner variables(ApplicationContextRunner runner, String... pairs) {
        return runner.withInitializer(context -> {
            ConfigurableEnvironment environment = context.getEnvironment();
            MutablePropertySources sources = environment.getPropertySources();
            Map<String, Object> variables = new HashMap<>(environment.getSystemEnvironment());
            Arrays.stream(pairs)
                    .forEach(pair ->
                            variables.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1)));
            sources.replace(
                    StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                    new SystemEnvironmentPropertySource(
                            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        });
    }
}
