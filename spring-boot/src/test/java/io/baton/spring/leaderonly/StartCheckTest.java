// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.leaderonly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import io.baton.spring.elections.NoBackendException;
import io.baton.spring.methods.AnnotatedMethodException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ReactiveTypeDescriptor;
import reactor.core.publisher.Mono;

/** A leader-only method that would run in every process ends the start, with what and why. */
class StartCheckTest {

    @BeforeAll
    static void registerAReactiveTypeOfAnotherLibrary() {
        ReactiveAdapterRegistry.getSharedInstance()
                .registerReactiveType(
                        ReactiveTypeDescriptor.singleOptionalValue(BeansOfKinds.Uni.class, Mono::empty),
                        uni -> Mono.empty(),
                        publisher -> Mono.empty());
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(BeansOfKinds.FinalClass.class, "its class is final"),
                Arguments.of(BeansOfKinds.FinalMethod.class, "it is final"),
                Arguments.of(BeansOfKinds.PrivateMethod.class, "it is private"),
                Arguments.of(BeansOfKinds.StaticMethod.class, "it is static"),
                Arguments.of(BeansOfKinds.PrimitiveMethod.class, "it returns int"),
                Arguments.of(BeansOfKinds.FutureMethod.class, "it returns java.util.concurrent.Future"),
                Arguments.of(BeansOfKinds.ReactiveMethod.class, "it returns reactor.core.publisher.Mono"),
                Arguments.of(BeansOfKinds.UniMethod.class, "it returns " + BeansOfKinds.Uni.class.getName()),
                Arguments.of(BeansOfKinds.AfterConstruction.class, "the container calls it itself"),
                Arguments.of(BeansOfKinds.WhenDestroyed.class, "the container calls it itself"),
                Arguments.of(BeansOfKinds.AfterProperties.class, "the container calls it itself"),
                Arguments.of(BeansOfKinds.AfterSingletons.class, "the container calls it itself"),
                Arguments.of(BeansOfKinds.AtClosing.class, "the container calls it itself"),
                Arguments.of(BeansOfKinds.OfInitMethod.class, "the container calls it itself"),
                Arguments.of(BeansOfKinds.MakesABean.class, "the container calls it itself"),
                Arguments.of(BeansOfKinds.InsideOut.class, "a new thread begins inside it"),
                Arguments.of(BeansOfKinds.SuspendMethod.class, "it is a suspend function"),
                Arguments.of(BeansOfKinds.CallsItself.class, "the method all of the same class calls it directly"),
                Arguments.of(BeansOfKinds.CallsInLambda.class, "the method all of the same class calls it directly"),
                Arguments.of(BeansOfKinds.RefersToItself.class, "the method all of the same class calls it directly"),
                Arguments.of(BeansOfKinds.PrimitiveInMarkedClass.class, "it returns boolean"),
                Arguments.of(BeansOfKinds.NoName.class, "names no election"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aMethodThatCannotBeInterceptedEndsTheStart(Class<?> bean, String why) {
        Applications.alone()
                .withUserConfiguration(bean)
                .run(context -> assertThat(context)
                        .getFailure()
                        .extracting(StartCheckTest::cause, THROWABLE)
                        .isInstanceOf(AnnotatedMethodException.class)
                        .hasMessageContaining("@LeaderOnly")
                        .hasMessageContaining(bean.getSimpleName())
                        .hasMessageContaining(why));
    }

    @Test
    void aBeanThatIsMadeTooEarlyEndsTheStart() {
        Applications.alone()
                .withUserConfiguration(BeansOfKinds.MadeTooEarly.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .extracting(StartCheckTest::cause, THROWABLE)
                        .isInstanceOf(AnnotatedMethodException.class)
                        .hasMessageContaining("was made before the interceptor"));
    }

    /** They look like calls of its own class, but are calls of others. */
    @Test
    void callsOfOtherObjectsAreLeftAlone() {
        Applications.alone()
                .withUserConfiguration(BeansOfKinds.CallsOthersOfTheSameName.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    /** What the container calls on a bean runs in every process, as it must. */
    @Test
    void aMarkedClassMayHaveMethodsForTheContainer() {
        Applications.alone()
                .withUserConfiguration(BeansOfKinds.MarkedWithLifecycle.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean("made")).isEqualTo("made");
                });
    }

    @Test
    void aLazyBeanIsCheckedAtTheStart() {
        Applications.alone()
                .withUserConfiguration(BeansOfKinds.MadeLater.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .extracting(StartCheckTest::cause, THROWABLE)
                        .isInstanceOf(AnnotatedMethodException.class)
                        .hasMessageContaining("it is final"));
    }

    @Test
    void anAnnotationWithoutAStoreEndsTheStart() {
        Applications.withoutBaton()
                .withUserConfiguration(BeansOfKinds.Plain.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .extracting(StartCheckTest::cause, THROWABLE)
                        .isInstanceOf(NoBackendException.class)
                        .hasMessageContaining(
                                "@LeaderOnly(\"job\") on " + BeansOfKinds.Plain.class.getName() + ".work"));
    }

    @Test
    void anApplicationWithoutElectionsNeedsNoStore() {
        Applications.withoutBaton().run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void whatCanBeInterceptedStarts() {
        Applications.alone()
                .withUserConfiguration(
                        BeansOfKinds.Plain.class,
                        BeansOfKinds.CallsAnother.class,
                        BeansOfKinds.CallsLeaderOnlyFromLeaderOnly.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    private static Throwable cause(Throwable failure) {
        return failure.getCause() == null ? failure : cause(failure.getCause());
    }
}
