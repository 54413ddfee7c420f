// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.FencingToken;
import io.baton.Leadership;
import io.baton.fencing.FenceDatabase;
import io.baton.fencing.JdbcFence;
import io.baton.fencing.StaleTokenException;
import io.baton.spring.Fenced;
import io.baton.spring.autoconfigure.ElectionMetricsAutoConfiguration;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/** A fenced method that would write without a check ends the start. */
class FencedStartTest {

    private static final FenceDatabase DATABASE = FenceDatabase.h2();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void reset() throws SQLException {
        DATABASE.reset();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FinalMethod | it is final, so that a proxy cannot override it",
                "FinalClass | its class is final, so that no proxy can intercept the call",
                "StaticMethod | it is static; no bean is asked",
                "Reactive | its transaction is none of the thread that calls it",
                "SelfInvoking | the method all of the same class calls it directly, past the proxy",
                "Nameless | names no resource",
                "TwoResources | the method first of the same class calls it directly, past the proxy",
            })
    void aMethodThatCannotBeChecked(String bean, String why) throws ClassNotFoundException {
        Class<?> type = Class.forName(FencedStartTest.class.getName() + "$" + bean);
        FencedApplication.on(DATABASE)
                .withBean(type)
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining(why));
    }

    @Test
    void aBeanMadeBeforeTheInterceptor() {
        FencedApplication.on(DATABASE)
                .withUserConfiguration(EarlyBean.class)
                .run(context ->
                        assertThat(context).getFailure().hasStackTraceContaining("it was made before the interceptor"));
    }

    /** As a repository of Spring Data is: a proxy that takes no other interceptor. */
    @Test
    void aBeanThatIsAProxyAlready() {
        FencedApplication.on(DATABASE)
                .withBean("made", Plain.class, () -> {
                    ProxyFactory factory = new ProxyFactory(new Plain());
                    factory.setProxyTargetClass(true);
                    factory.setFrozen(true);
                    return (Plain) factory.getProxy();
                })
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("the bean 'made' is a proxy around another one"));
    }

    @Test
    void theCheckIsInsideATransactionOfAnyOrder() {
        FencedApplication.on(DATABASE)
                .withUserConfiguration(OrderedTransactions.class)
                .withBean(Plain.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    Leadership leadership = FencedApplication.lead(context.getBean(Baton.class));
                    leadership.run(context.getBean(Plain.class)::write);
                    assertThat(DATABASE.fence()).hasSize(1);
                });
    }

    @Test
    void aDatabaseThatIsNotThere() {
        FencedApplication.withoutDatabase()
                .withBean(Plain.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("Plain.write has no transaction manager"));
    }

    @Test
    void jdbcThatIsNotOnTheClassPath() {
        FencedApplication.withoutDatabase()
                .withClassLoader(new FilteredClassLoader(JdbcTemplate.class))
                .withBean(Plain.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("Plain.write has no effect: spring-jdbc is not on the class path"));
    }

    @Test
    void anApplicationWithoutFencedMethodsNeedsNoDatabase() {
        FencedApplication.withoutDatabase().run(context -> assertThat(context).hasNotFailed());
        FencedApplication.on(DATABASE).run(context -> assertThat(context).hasSingleBean(JdbcFence.class));
    }

    @Test
    void theTableHasTheNameThatIsSet() {
        FencedApplication.on(DATABASE)
                .withBean(Plain.class)
                .withPropertyValues("baton.fencing.table=tokens")
                .run(context -> {
                    Leadership leadership = FencedApplication.lead(context.getBean(Baton.class));
                    leadership.run(context.getBean(Plain.class)::write);
                    assertThat(DATABASE.numbers("SELECT token FROM tokens"))
                            .containsExactly(leadership.token().value());
                });
    }

    @Test
    void theTableIsNotMadeWhereTheApplicationMayNot() {
        FencedApplication.on(DATABASE)
                .withBean(Plain.class)
                .withPropertyValues("baton.fencing.create-table=false")
                .run(context ->
                        Assertions.assertThatExceptionOfType(SQLException.class).isThrownBy(DATABASE::fence));
    }

    @Test
    void staleTokensAreCounted() {
        FencedApplication.on(DATABASE)
                .withConfiguration(AutoConfigurations.of(ElectionMetricsAutoConfiguration.class))
                .withBean(Plain.class)
                .run(context -> {
                    SimpleMeterRegistry meters = new SimpleMeterRegistry();
                    context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(meters));
                    Leadership leadership = FencedApplication.lead(context.getBean(Baton.class));
                    try (Connection connection = DATABASE.begin()) {
                        context.getBean(JdbcFence.class).check(connection, "plain", new FencingToken(Long.MAX_VALUE));
                        connection.commit();
                    }
                    Assertions.assertThatExceptionOfType(StaleTokenException.class)
                            .isThrownBy(() -> leadership.run(context.getBean(Plain.class)::write));
                    assertThat(meters.get("baton.stale.tokens").counter().count())
                            .isEqualTo(1);
                });
    }

    static class Plain {
        @Transactional
        @Fenced("plain")
        public void write() {}
    }

    static class FinalMethod {
        @Transactional
        @Fenced("final")
        public final void write() {}
    }

    @Fenced("final")
    static final class FinalClass {
        public void write() {}
    }

    static class StaticMethod {
        @Fenced("static")
        public static void write() {}
    }

    static class Reactive {
        @Fenced("reactive")
        public Mono<String> write() {
            return Mono.empty();
        }

        @Fenced("reactive")
        public CompletableFuture<String> stage() {
            return CompletableFuture.completedFuture("");
        }
    }

    static class SelfInvoking {
        @Transactional
        public void all() {
            write();
        }

        @Transactional
        @Fenced("self")
        public void write() {}
    }

    static class TwoResources {
        @Transactional
        @Fenced("first")
        public void first() {
            second();
        }

        @Transactional
        @Fenced("second")
        public void second() {}
    }

    static class Nameless {
        @Transactional
        @Fenced("${nameless:}")
        public void write() {}
    }

    @Configuration(proxyBeanMethods = false)
    static class EarlyBean {

        @Bean
        static Plain plain() {
            return new Plain();
        }

        @Bean
        static EarlyPostProcessor early(Plain plain) {
            return new EarlyPostProcessor();
        }
    }

    /** Made before all others. */
    static final class EarlyPostProcessor implements BeanPostProcessor, PriorityOrdered {

        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = true, order = 0)
    static class OrderedTransactions {}
}
