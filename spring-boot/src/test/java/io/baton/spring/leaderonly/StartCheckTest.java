// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.leaderonly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import io.baton.LeaderOnly;
import io.baton.spring.elections.NoBackendException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.PriorityOrdered;
import reactor.core.publisher.Mono;

/** A leader-only method that would run in every process ends the start, with what and why. */
class StartCheckTest {

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(FinalClass.class, "its class is final"),
                Arguments.of(FinalMethod.class, "it is final"),
                Arguments.of(PrivateMethod.class, "it is private"),
                Arguments.of(StaticMethod.class, "it is static"),
                Arguments.of(PrimitiveMethod.class, "it returns int"),
                Arguments.of(FutureMethod.class, "it returns java.util.concurrent.Future"),
                Arguments.of(ReactiveMethod.class, "it returns reactor.core.publisher.Mono"),
                Arguments.of(SuspendMethod.class, "it is a suspend function"),
                Arguments.of(CallsItself.class, "the method all of the same class calls it directly"),
                Arguments.of(CallsInLambda.class, "the method all of the same class calls it directly"),
                Arguments.of(RefersToItself.class, "the method all of the same class calls it directly"),
                Arguments.of(PrimitiveInMarkedClass.class, "it returns boolean"),
                Arguments.of(NoName.class, "names no election"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aMethodThatCannotBeInterceptedEndsTheStart(Class<?> bean, String why) {
        Applications.alone()
                .withUserConfiguration(bean)
                .run(context -> assertThat(context)
                        .getFailure()
                        .extracting(StartCheckTest::cause, THROWABLE)
                        .isInstanceOf(LeaderOnlyMethodException.class)
                        .hasMessageContaining("@LeaderOnly")
                        .hasMessageContaining(bean.getSimpleName())
                        .hasMessageContaining(why));
    }

    @Test
    void aBeanThatIsMadeTooEarlyEndsTheStart() {
        Applications.alone()
                .withUserConfiguration(MadeTooEarly.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .extracting(StartCheckTest::cause, THROWABLE)
                        .isInstanceOf(LeaderOnlyMethodException.class)
                        .hasMessageContaining("was made before the interceptor"));
    }

    @Test
    void aLazyBeanIsCheckedAtTheStart() {
        Applications.alone()
                .withUserConfiguration(MadeLater.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .extracting(StartCheckTest::cause, THROWABLE)
                        .isInstanceOf(LeaderOnlyMethodException.class)
                        .hasMessageContaining("it is final"));
    }

    @Test
    void anAnnotationWithoutAStoreEndsTheStart() {
        Applications.withoutBaton()
                .withUserConfiguration(Plain.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .extracting(StartCheckTest::cause, THROWABLE)
                        .isInstanceOf(NoBackendException.class)
                        .hasMessageContaining("@LeaderOnly(\"job\") on " + Plain.class.getName() + ".work"));
    }

    @Test
    void anApplicationWithoutElectionsNeedsNoStore() {
        Applications.withoutBaton().run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void whatCanBeInterceptedStarts() {
        Applications.alone()
                .withUserConfiguration(Plain.class, CallsAnother.class, CallsLeaderOnlyFromLeaderOnly.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    private static Throwable cause(Throwable failure) {
        return failure.getCause() == null ? failure : cause(failure.getCause());
    }

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

        interface Early extends BeanPostProcessor, PriorityOrdered {
            @Override
            default int getOrder() {
                return 0;
            }
        }

        @Bean
        static Early early(Plain plain) {
            return new Early() {
                @Override
                public Object postProcessBeforeInitialization(Object bean, String name) {
                    return bean == plain ? plain : bean;
                }
            };
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
