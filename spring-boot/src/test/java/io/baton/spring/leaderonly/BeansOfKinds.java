// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.leaderonly;

import io.baton.LeaderOnly;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import kotlin.coroutines.Continuation;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import reactor.core.publisher.Mono;

/** Beans with leader-only methods: those that are refused, and those that only look like them. */
final class BeansOfKinds {

    private BeansOfKinds() {}

    static class Plain {
        @LeaderOnly("job")
        void work() {}
    }

    static final class FinalClass {
        @LeaderOnly("job")
        void work() {}
    }

    static class FinalMethod {
        @LeaderOnly("job")
        final void work() {}
    }

    static class PrivateMethod {
        @LeaderOnly("job")
        private void work() {}

        Runnable use() {
            return () -> new PrivateMethod().work();
        }
    }

    static class StaticMethod {
        @LeaderOnly("job")
        static void work() {}
    }

    static class PrimitiveMethod {
        @LeaderOnly("job")
        int work() {
            return 1;
        }
    }

    @SuppressWarnings("NullAway")
    static class FutureMethod {
        @LeaderOnly("job")
        Future<String> work() {
            return null;
        }
    }

    static class ReactiveMethod {
        @LeaderOnly("job")
        Mono<String> work() {
            return Mono.empty();
        }
    }

    /** A reactive type of another library than Reactor. */
    interface Uni<T> extends Supplier<T> {}

    @SuppressWarnings("NullAway")
    static class UniMethod {
        @LeaderOnly("job")
        Uni<String> work() {
            return null;
        }
    }

    static class AfterConstruction {
        @PostConstruct
        @LeaderOnly("job")
        void work() {}
    }

    static class WhenDestroyed {
        @PreDestroy
        @LeaderOnly("job")
        void work() {}
    }

    static class AfterProperties implements InitializingBean {
        @Override
        @LeaderOnly("job")
        public void afterPropertiesSet() {}
    }

    static class AfterSingletons implements SmartInitializingSingleton {
        @Override
        @LeaderOnly("job")
        public void afterSingletonsInstantiated() {}
    }

    static class AtClosing implements DisposableBean {
        @Override
        @LeaderOnly("job")
        public void destroy() {}
    }

    @Configuration(proxyBeanMethods = false)
    static class OfInitMethod {
        static class Made {
            @LeaderOnly("job")
            void work() {}
        }

        @Bean(initMethod = "work")
        Made made() {
            return new Made();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class MakesABean {
        @Bean
        @LeaderOnly("job")
        String made() {
            return "made";
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAsync(order = 0)
    static class InsideOut {
        static class Job {
            @Async
            @LeaderOnly("job")
            void work() {}
        }

        @Bean
        Job job() {
            return new Job();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @LeaderOnly("job")
    static class MarkedWithLifecycle implements InitializingBean, DisposableBean {
        @PostConstruct
        boolean begin() {
            return true;
        }

        @Override
        public void afterPropertiesSet() {}

        @Override
        public void destroy() {}

        @Bean
        String made() {
            return "made";
        }

        void work() {}
    }

    static class Cache {
        void work() {}
    }

    static class CallsOthersOfTheSameName {
        @LeaderOnly("job")
        void work() {}

        void all(List<Cache> caches) {
            caches.forEach(cache -> cache.work());
            caches.forEach(Cache::work);
        }

        static void of(Cache cache) {
            cache.work();
        }

        static Runnable reference(Cache cache) {
            return cache::work;
        }
    }

    static class SuspendMethod {
        @LeaderOnly("job")
        Object work(Continuation<? super String> continuation) {
            return continuation;
        }
    }

    static class CallsItself {
        @LeaderOnly("job")
        void work() {}

        void all() {
            work();
        }
    }

    static class CallsInLambda {
        @LeaderOnly("job")
        void work() {}

        Runnable all() {
            return () -> work();
        }
    }

    static class RefersToItself {
        @LeaderOnly("job")
        void work() {}

        Runnable all() {
            return this::work;
        }
    }

    @LeaderOnly("job")
    static class PrimitiveInMarkedClass {
        boolean work() {
            return true;
        }
    }

    static class NoName {
        @LeaderOnly(" ")
        void work() {}
    }

    static class CallsAnother {
        private final Plain other = new Plain();

        @LeaderOnly("job")
        void work() {}

        void all(CallsAnother another) {
            other.work();
            another.work();
        }
    }

    static class CallsLeaderOnlyFromLeaderOnly {
        @LeaderOnly("job")
        void work() {}

        @LeaderOnly("job")
        void all() {
            work();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class MadeTooEarly {
        @Bean
        static Plain plain() {
            return new Plain();
        }

        @Bean
        static EarlyPostProcessor early(Plain plain) {
            return new EarlyPostProcessor(plain);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class MadeLater {
        @Bean
        @Lazy
        FinalMethod later(Supplier<String> neverAsked) {
            throw new IllegalStateException(neverAsked.get());
        }
    }
}
