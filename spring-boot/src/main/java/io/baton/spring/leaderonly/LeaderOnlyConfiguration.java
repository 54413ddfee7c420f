// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.leaderonly;

import io.baton.Leadership;
import io.baton.spring.elections.ElectorRegistry;
import io.baton.spring.methods.AnnotatedMethodPostProcessor;
import io.baton.spring.methods.InterceptionCheck;
import io.baton.spring.methods.LeaderOnlyMethods;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.util.function.SingletonSupplier;

/** The beans that make {@code @LeaderOnly} work; they need no AspectJ and no other auto-proxy creator. */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
public class LeaderOnlyConfiguration {

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static LeaderOnlyCalls leaderOnlyCalls() {
        return new LeaderOnlyCalls();
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static LeaderOnlyOperations leaderOnlyOperations(ConfigurableListableBeanFactory beans) {
        return new LeaderOnlyOperations(new EmbeddedValueResolver(beans));
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static InterceptionCheck leaderOnlyInterceptionCheck() {
        return new InterceptionCheck();
    }

    /**
     * Asks for the electors at the first call: a post-processor is made before ordinary beans. The interceptor comes first, so that a
     * transaction begins only where the method runs, and has been committed when the work counts as ended; after {@code @Async}, so
     * that the count is of the thread that works.
     */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static AnnotatedMethodPostProcessor leaderOnlyPostProcessor(
            LeaderOnlyOperations operations,
            LeaderOnlyCalls calls,
            InterceptionCheck check,
            ObjectProvider<ElectorRegistry> electors) {
        SingletonSupplier<ElectorRegistry> registry = SingletonSupplier.ofNullable(electors::getIfAvailable);
        return AnnotatedMethodPostProcessor.outermost(
                LeaderOnlyMethods.METHODS,
                type -> check.check(type, LeaderOnlyMethods.of(type)),
                new LeaderOnlyInterceptor(operations, election -> leadership(registry.get(), election), calls));
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static LeaderOnlyStartCheck leaderOnlyStartCheck(
            ConfigurableListableBeanFactory beans,
            ObjectProvider<ElectorRegistry> electors,
            LeaderOnlyOperations operations,
            InterceptionCheck check) {
        return new LeaderOnlyStartCheck(beans, electors, operations, check);
    }

    private static Optional<Leadership> leadership(@Nullable ElectorRegistry electors, String election) {
        return electors == null ? Optional.empty() : electors.elector(election).leadership();
    }
}
