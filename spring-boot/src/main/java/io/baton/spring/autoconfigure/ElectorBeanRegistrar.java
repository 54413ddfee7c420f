// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.autoconfigure;

import io.baton.spring.elections.ElectionsConfiguration;
import io.baton.spring.leaderonly.AnnotatedElections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Registers an elector as a bean for each election that is configured or that an annotation names. */
final class ElectorBeanRegistrar implements BeanDefinitionRegistryPostProcessor {

    private static final String ELECTIONS = "baton.elections";

    private final Environment environment;

    ElectorBeanRegistrar(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        if (registry instanceof ConfigurableListableBeanFactory beans) {
            Set<String> elections = new TreeSet<>(AnnotatedElections.in(beans, environment));
            elections.addAll(configured().keySet());
            elections.stream()
                    .filter(election -> elections.stream().noneMatch(other -> isInVariable(election, other)))
                    .forEach(election -> ElectionsConfiguration.registerElector(registry, election));
        }
    }

    /** Whether the name is what an environment variable can say of the other one: no dashes and no capitals. */
    private static boolean isInVariable(String name, String other) {
        return !name.equals(other)
                && name.equals(other.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT));
    }

    private Map<String, Object> configured() {
        return Binder.get(environment)
                .bind(ELECTIONS, Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of());
    }
}
