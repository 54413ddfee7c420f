// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.leaderonly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.LeaderOnly;
import io.baton.spring.methods.AnnotatedMethodException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A leader-only method is leader-only by whatever type it is called: the compiler's bridge methods, interfaces, products of factories. */
class SupertypeCallsTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    @Test
    void aStandbyDoesNotRunAMarkedClassThroughAGenericInterface() {
        List<String> accepted = new ArrayList<>();
        standby().withBean(Bills.class, () -> new Bills(accepted)).run(context -> {
            @SuppressWarnings("unchecked")
            Consumer<String> bills = context.getBean(Consumer.class);
            bills.accept("one");
            assertThat(accepted).isEmpty();
        });
    }

    @Test
    void aStandbyDoesNotRunAMethodWhoseBridgeReturnsLess() {
        standby().withBean(Report.class).run(context -> {
            @SuppressWarnings("unchecked")
            Supplier<Object> report = context.getBean(Supplier.class);
            assertThat(report.get()).isNull();
        });
    }

    @Test
    void aMarkedClassMarksWhatItInheritsFromAHiddenClass() {
        standby().withBean(Visible.class).run(context -> {
            assertThat(context.getBean(Visible.class).inherited()).isNull();
        });
    }

    /** The bridge returns an object, the method a stage, which counts until it completes. */
    @Test
    void aStageCountsAlsoThroughABridge() {
        Applications.alone().withBean(Pending.class).run(context -> {
            LeaderElector elector = context.getBean(LeaderElector.class);
            await().atMost(BOUND).until(elector::isLeader);
            @SuppressWarnings("unchecked")
            Callable<Object> pending = context.getBean(Callable.class);
            Object stage = pending.call();
            elector.resign();
            await().atMost(BOUND).until(() -> !elector.isLeader());
            assertThat(context.getBean(LeaderOnlyCalls.class).counts().get("job"))
                    .isEqualTo(new LeaderOnlyCalls.Counts(0, 0, 0));
            ((CompletableFuture<?>) stage).complete(null);
            assertThat(context.getBean(LeaderOnlyCalls.class).counts().get("job"))
                    .isEqualTo(new LeaderOnlyCalls.Counts(0, 0, 1));
        });
    }

    /** As a repository of Spring Data is: a proxy of an interface, whose target is of a class without the annotation. */
    @Test
    void aStandbyDoesNotRunTheProductOfAFactory() {
        standby().withBean(OrdersFactory.class).run(context -> {
            context.getBean(Orders.class).purge();
            assertThat(context.getBean(OrdersFactory.class).purged).isFalse();
            assertThat(context.getBean(LeaderOnlyCalls.class).counts().get("job"))
                    .isEqualTo(new LeaderOnlyCalls.Counts(0, 1, 0));
        });
    }

    @Test
    void aProductThatIsMadeTooEarlyEndsTheStart() {
        Applications.alone()
                .withBean(OrdersFactory.class)
                .withUserConfiguration(MadeTooEarly.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(AnnotatedMethodException.class)
                        .hasMessageContaining("was made before the interceptor"));
    }

    /** An application in a store in which another process leads. */
    private static ApplicationContextRunner standby() {
        String store = UUID.randomUUID().toString();
        return Applications.inStore(store).withBean(Other.class, () -> new Other(store));
    }

    record Other(Baton baton) implements AutoCloseable {
        Other(String store) {
            this(Applications.connect(store));
            await().atMost(BOUND).until(baton.elector("job").start()::isLeader);
        }

        @Override
        public void close() {
            baton.close();
        }
    }

    @LeaderOnly("job")
    static class Bills implements Consumer<String> {
        private final List<String> accepted;

        Bills(List<String> accepted) {
            this.accepted = accepted;
        }

        @Override
        public void accept(String bill) {
            accepted.add(bill);
        }
    }

    @LeaderOnly("job")
    static class Report implements Supplier<String> {
        @Override
        public String get() {
            return "report";
        }
    }

    static class Hidden {
        public String inherited() {
            return "inherited";
        }
    }

    @LeaderOnly("job")
    public static class Visible extends Hidden {}

    @LeaderOnly("job")
    static class Pending implements Callable<CompletableFuture<String>> {
        @Override
        public CompletableFuture<String> call() {
            return new CompletableFuture<>();
        }
    }

    interface Orders {
        @LeaderOnly("job")
        void purge();
    }

    static class OrdersFactory implements FactoryBean<Orders> {
        private boolean purged;

        @Override
        public Orders getObject() {
            ProxyFactory proxy = new ProxyFactory();
            proxy.setInterfaces(Orders.class);
            proxy.setTarget(new Object());
            proxy.addAdvice((MethodInterceptor) invocation -> {
                purged = true;
                return null;
            });
            return (Orders) proxy.getProxy();
        }

        @Override
        public Class<?> getObjectType() {
            return Orders.class;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class MadeTooEarly {
        @Bean
        static EarlyPostProcessor early(Orders orders) {
            return new EarlyPostProcessor(orders);
        }
    }
}
