// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.lines;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Starts applications as their {@code main} would, from a configuration class and properties. */
final class ApplicationLauncher {

    private final Class<?> configuration;
    private final List<Object> beans = new ArrayList<>();
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final Map<String, Object> environment = new LinkedHashMap<>();

    private ApplicationLauncher(Class<?> configuration) {
        this.configuration = configuration;
    }

    static ApplicationLauncher of(Class<?> configuration) {
        return new ApplicationLauncher(configuration);
    }

    /** Takes part in the elections of one store in memory. */
    ApplicationLauncher store(String store) {
        return property("baton.backend", "memory").property("baton.memory.store", store);
    }

    ApplicationLauncher property(String key, Object value) {
        properties.put(key, value);
        return this;
    }

    ApplicationLauncher properties(Map<String, ?> more) {
        properties.putAll(more);
        return this;
    }

    /** As if the process had this variable in its environment. */
    ApplicationLauncher environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** A bean that the test has made, so that several applications and the test share it. */
    ApplicationLauncher bean(Object bean) {
        beans.add(bean);
        return this;
    }

    Application start() {
        SpringApplication application = new SpringApplication(configuration);
        application.setRegisterShutdownHook(false);
        // Virtual threads where the JDK has them; the earlier one ignores the property.
        application.setDefaultProperties(Map.of(
                "server.port", 0,
                "spring.main.banner-mode", "off",
                // A leadership must not end because the machine is busy.
                "baton.lease-duration", "20s",
                "spring.threads.virtual.enabled", true,
                "logging.level.root", "warn",
                "management.endpoint.health.show-details", "always",
                "management.endpoints.web.exposure.include", "*"));
        application.addInitializers(this::prepare);
        return new Application(application.run(properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new)));
    }

    private void prepare(ConfigurableApplicationContext starting) {
        // Boot reads variables in their own spelling only from a source with such a name.
        starting.getEnvironment()
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", environment));
        beans.forEach(bean ->
                starting.getBeanFactory().registerSingleton(bean.getClass().getName(), bean));
    }
}
