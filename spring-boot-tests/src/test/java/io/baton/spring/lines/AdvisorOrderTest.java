// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.lines;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.LeaderOnly;
import io.baton.Leadership;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

/** Leader-only methods with other advice around them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdvisorOrderTest {

    private final Application leader = start();
    private final Application standby = start();

    @BeforeAll
    void theFirstLeads() throws InterruptedException {
        Await.leadership(leader, "advised");
    }

    @AfterAll
    void close() {
        standby.close();
        leader.close();
    }

    private static Application start() {
        return ApplicationLauncher.of(Advised.class).store("advised").start();
    }

    @Test
    void aTransactionBeginsOnlyWhereTheMethodRuns() {
        Steps skipped = standby.bean(Steps.class);
        standby.bean(Job.class).inTransaction();
        assertThat(skipped.steps).isEmpty();

        Steps ran = leader.bean(Steps.class);
        leader.bean(Job.class).inTransaction();
        assertThat(ran.steps).containsExactly("begin under leadership", "work", "commit under leadership");
    }

    @Test
    void anAsynchronousMethodRunsUnderTheLeadershipInItsOwnThread() throws Exception {
        String caller = Thread.currentThread().toString();
        String ran = leader.bean(Job.class).elsewhere().get(60, TimeUnit.SECONDS);
        assertThat(ran).startsWith("advised in ").isNotEqualTo("advised in " + caller);
        assertThat(standby.bean(Job.class).elsewhere().get(60, TimeUnit.SECONDS))
                .isNull();
    }

    @EnableAutoConfiguration
    @EnableAsync
    @Configuration(proxyBeanMethods = false)
    @Import({Job.class, Steps.class})
    static class Advised {

        /** As the advisor for {@code @Transactional}: infrastructure, with the least of all precedences. */
        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static DefaultPointcutAdvisor transactions(ObjectProvider<Steps> steps) {
            MethodInterceptor around = call -> {
                steps.getObject().add("begin" + underLeadership());
                @Nullable Object answer = call.proceed();
                steps.getObject().add("commit" + underLeadership());
                return answer;
            };
            return new DefaultPointcutAdvisor(
                    AnnotationMatchingPointcut.forMethodAnnotation(InTransaction.class), around);
        }

        private static String underLeadership() {
            return Leadership.current().isPresent() ? " under leadership" : "";
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface InTransaction {}

    static class Steps {

        private final List<String> steps = new CopyOnWriteArrayList<>();

        void add(String step) {
            steps.add(step);
        }
    }

    static class Job {

        private final Steps steps;

        Job(Steps steps) {
            this.steps = steps;
        }

        @InTransaction
        @LeaderOnly("advised")
        public void inTransaction() {
            steps.add("work");
        }

        @Async
        @LeaderOnly("advised")
        public CompletableFuture<@Nullable String> elsewhere() {
            String election = Leadership.current().map(Leadership::election).orElse("nothing");
            return CompletableFuture.completedFuture(election + " in " + Thread.currentThread());
        }
    }
}
