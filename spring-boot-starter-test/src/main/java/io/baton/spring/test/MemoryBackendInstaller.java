// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test;

import io.baton.spring.EtcdConnectionDetails;
import io.baton.spring.RaftConnectionDetails;
import io.baton.spring.ZooKeeperConnectionDetails;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Adds the properties of the memory backend when the test's own properties are all there and no condition has asked for them yet,
 * and registers {@link TestElections}.
 */
final class MemoryBackendInstaller implements BeanDefinitionRegistryPostProcessor {

    static final String BACKEND = "baton.backend";
    static final String STORE = "baton.memory.store";
    static final String MEMORY = "memory";

    private static final String LEASE = "baton.lease-duration";
    private static final String SOURCE = "Baton's test defaults";

    private final ConfigurableApplicationContext context;
    private final StartingPoint start;

    MemoryBackendInstaller(ConfigurableApplicationContext context, StartingPoint start) {
        this.context = context;
        this.start = start;
    }

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        ConfigurableEnvironment environment = context.getEnvironment();
        MutablePropertySources sources = environment.getPropertySources();
        if (start != StartingPoint.UNSPECIFIED) {
            putBelowTheTestsOwn(
                    sources,
                    new MapPropertySource("@AutoConfigureElections", Map.of(BACKEND, MEMORY, STORE, uniqueName())));
        }
        String backend = environment.getProperty(BACKEND, "");
        if (backend.isBlank()) {
            sources.addLast(new DefaultsWithout(SOURCE, defaults(environment, true), this::hasConnectionDetails));
        } else if (backend.strip().equals(MEMORY)) {
            sources.addLast(new MapPropertySource(SOURCE, defaults(environment, false)));
        }
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        TestElections elections = new TestElections(context, start);
        beans.registerSingleton("testElections", elections);
        elections.prepare();
    }

    private static Map<String, Object> defaults(ConfigurableEnvironment environment, boolean withBackend) {
        Map<String, Object> defaults = new TreeMap<>();
        if (withBackend) {
            defaults.put(BACKEND, MEMORY);
        }
        defaults.put(STORE, uniqueName());
        if (Stream.of(LEASE, "baton.request-timeout", "baton.connect-timeout")
                .noneMatch(environment::containsProperty)) {
            // No leadership ends because a build server stands still for seconds; longer, and so would be the pauses
            // between sessions.
            defaults.put(LEASE, "20s");
        }
        return defaults;
    }

    private static String uniqueName() {
        return "test-" + UUID.randomUUID();
    }

    /** Test frameworks put what a test sets before the system properties, and the application's files come after them. */
    private static void putBelowTheTestsOwn(MutablePropertySources sources, PropertySource<?> source) {
        if (sources.contains(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)) {
            sources.addBefore(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, source);
        } else {
            sources.addFirst(source);
        }
    }

    private boolean hasConnectionDetails() {
        return Stream.of(ZooKeeperConnectionDetails.class, EtcdConnectionDetails.class, RaftConnectionDetails.class)
                .anyMatch(type -> context.getBeanFactory().getBeanNamesForType(type, true, false).length > 0);
    }
}
