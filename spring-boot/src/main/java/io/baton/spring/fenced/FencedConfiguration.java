// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import io.baton.fencing.JdbcFence;
import io.baton.fencing.StaleTokenException;
import io.baton.spring.methods.AnnotatedMethodPostProcessor;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.function.SingletonSupplier;

/** The beans that make {@code @Fenced} work, or refuse it where there is no JDBC. */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
@EnableConfigurationProperties(FencingProperties.class)
public class FencedConfiguration {

    private static final String JDBC = "org.springframework.jdbc.core.JdbcTemplate";

    /** Where there is a database. */
    @Configuration(proxyBeanMethods = false)
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    @ConditionalOnClass({JdbcTemplate.class, PlatformTransactionManager.class})
    static class WithJdbc {

        /** For all databases of the application; tells each stale token to the beans that listen. */
        @Bean
        @ConditionalOnBean(DataSource.class)
        @ConditionalOnMissingBean
        static JdbcFence batonJdbcFence(
                FencingProperties properties, ObjectProvider<Consumer<StaleTokenException>> listeners) {
            return JdbcFence.forAnyDatabase()
                    .withTable(properties.table())
                    .onStaleToken(stale -> listeners.orderedStream().forEach(listener -> listener.accept(stale)));
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static FencedOperations batonFencedOperations(ConfigurableListableBeanFactory beans) {
            return new FencedOperations(new EmbeddedValueResolver(beans));
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static FencedMethodCheck batonFencedMethodCheck() {
            return new FencedMethodCheck();
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static TransactionResources batonTransactionResources(ConfigurableListableBeanFactory beans) {
            return new TransactionResources(beans);
        }

        /**
         * Asks for the fence at the first call: a post-processor is made before ordinary beans. The interceptor comes last, so that
         * the check is the first statement of a transaction that has begun.
         */
        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static AnnotatedMethodPostProcessor batonFencedPostProcessor(
                FencedOperations operations,
                FencedMethodCheck check,
                TransactionResources resources,
                ObjectProvider<JdbcFence> fence) {
            return AnnotatedMethodPostProcessor.innermost(
                    FencedMethods.METHODS,
                    check::check,
                    new FencedInterceptor(
                            operations, new TokenCheck(resources, SingletonSupplier.of(fence::getObject))));
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static FencedStartCheck batonFencedStartCheck(
                ConfigurableListableBeanFactory beans,
                FencedOperations operations,
                FencedMethodCheck check,
                TransactionResources resources,
                ObjectProvider<FenceTables> tables) {
            return new FencedStartCheck(beans, operations, check, resources, tables);
        }

        @Bean
        @ConditionalOnBean(JdbcFence.class)
        static FenceTables batonFenceTables(JdbcFence fence, FencingProperties properties) {
            return new FenceTables(fence, properties);
        }
    }

    /** Where there is none. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass(JDBC)
    static class WithoutJdbc {

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static FencedWithoutJdbcCheck batonFencedWithoutJdbcCheck(ConfigurableListableBeanFactory beans) {
            return new FencedWithoutJdbcCheck(beans);
        }
    }
}
