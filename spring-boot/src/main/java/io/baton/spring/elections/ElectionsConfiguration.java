// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.elections;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.spring.ElectorCustomizer;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The electors of an application that has a {@link Baton}. The beans have names that an application does not have. */
@Configuration(proxyBeanMethods = false)
public class ElectionsConfiguration {

    private static final String REGISTRY = "batonElectorRegistry";

    /** Events are published from when the context runs: before, the listeners of beans are not known, and would miss them. */
    @Bean(REGISTRY)
    static ElectorRegistry batonElectorRegistry(
            Baton baton,
            ListableBeanFactory beans,
            ElectionEvents events,
            ObjectProvider<ElectorCustomizer> customizers) {
        boolean owned = beans.getBeanNamesForType(Baton.class, true, false).length > 0;
        return new ElectorRegistry(baton, owned, elector -> {
            events.publish(elector);
            customizers.orderedStream().forEach(customizer -> customizer.customize(elector));
        });
    }

    @Bean
    static ElectionEvents batonElectionEvents(ApplicationEventPublisher publisher, ObservedLeaders leaders) {
        return new ElectionEvents(publisher, leaders);
    }

    @Bean
    static ObservedLeaders batonObservedLeaders() {
        return new ObservedLeaders();
    }

    @Bean
    static ElectionLifecycle batonElectionLifecycle(ElectorRegistry electors, ElectionEvents events) {
        return new ElectionLifecycle(electors, events);
    }

    /**
     * Registers the elector of an election as a bean that can be injected with {@code @Qualifier}, unless there is no registry or
     * a bean of that name.
     */
    public static void registerElector(BeanDefinitionRegistry beans, String election) {
        String name = election + "LeaderElector";
        if (!hasRegistry(beans) || beans.containsBeanDefinition(name)) {
            return;
        }
        AbstractBeanDefinition definition = BeanDefinitionBuilder.rootBeanDefinition(LeaderElector.class)
                .setFactoryMethodOnBean("elector", REGISTRY)
                .addConstructorArgValue(election)
                // The connection closes its electors itself, after their work.
                .setDestroyMethodName("")
                .getBeanDefinition();
        // Also where all else is made when it is first asked for: a process stands in what its configuration names.
        definition.setLazyInit(false);
        definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, election));
        beans.registerBeanDefinition(name, definition);
    }

    /** Of this context, or of one above it. */
    private static boolean hasRegistry(BeanDefinitionRegistry beans) {
        return beans.containsBeanDefinition(REGISTRY)
                || (beans instanceof BeanFactory factory && factory.containsBean(REGISTRY));
    }
}
