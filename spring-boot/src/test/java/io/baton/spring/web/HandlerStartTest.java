// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import io.baton.LeaderOnly;
import io.baton.LeaderOnly.Otherwise;
import io.baton.spring.autoconfigure.BatonAutoConfiguration;
import io.baton.spring.autoconfigure.ElectionsAutoConfiguration;
import io.baton.spring.autoconfigure.LeaderOnlyWebAutoConfiguration;
import io.baton.spring.failure.InvalidValueException;
import io.baton.spring.methods.AnnotatedMethodException;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** What ends the start of a web application, or is warned of, before a request comes. */
@ExtendWith(OutputCaptureExtension.class)
class HandlerStartTest {

    private static final AutoConfigurations OURS = AutoConfigurations.of(
            BatonAutoConfiguration.class, ElectionsAutoConfiguration.class, LeaderOnlyWebAutoConfiguration.class);

    private final WebApplicationContextRunner servlets = new WebApplicationContextRunner()
            .withConfiguration(OURS)
            .withConfiguration(
                    AutoConfigurations.of(DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class))
            .withPropertyValues("baton.backend=memory", "baton.memory.store=" + UUID.randomUUID());

    private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
            .withConfiguration(OURS)
            .withPropertyValues("baton.backend=memory", "baton.memory.store=" + UUID.randomUUID());

    @ParameterizedTest
    @CsvSource({
        "baton.web.advertised-url=node-1:8080, baton.web.advertised-url does not begin with http",
        "baton.web.advertised-url=http://u:p@node-1, 'baton.web.advertised-url has a user, a query'",
        "baton.attributes.url=jdbc:x, baton.attributes.url does not begin with http",
        "baton.web.allowed-hosts=http://h, 'baton.web.allowed-hosts has the entry ''http://h'''",
        "baton.web.forward-timeout=0s, baton.web.forward-timeout is not positive"
    })
    void aValueThatDoesNotFitEndsTheStart(String property, String why) {
        servlets.withUserConfiguration(Skipping.class)
                .withPropertyValues(property)
                .run(context -> assertThat(context)
                        .getFailure()
                        .extracting(HandlerStartTest::invalidValue, THROWABLE)
                        .hasMessageContaining(why));
    }

    @Test
    void twoAddressesEndTheStart() {
        servlets.withPropertyValues("baton.web.advertised-url=http://a", "baton.attributes.url=http://b")
                .run(context -> assertThat(context)
                        .getFailure()
                        .extracting(HandlerStartTest::invalidValue, THROWABLE)
                        .hasMessageContaining(
                                "baton.web.advertised-url and baton.attributes.url are set to different"));
        servlets.withPropertyValues("baton.web.advertised-url=http://a", "baton.attributes.url=http://a")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aMissingAddressIsWarnedOfOnce(CapturedOutput output) {
        servlets.withUserConfiguration(Skipping.class, Forwarding.class)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output.getOut().split("baton.web.advertised-url is not set", -1))
                .hasSize(2);
    }

    @Test
    void anAddressThatIsNotNeededIsNotMissed(CapturedOutput output) {
        servlets.withUserConfiguration(Throwing.class)
                .run(context -> assertThat(context).hasNotFailed());
        servlets.withUserConfiguration(Skipping.class)
                .withPropertyValues("baton.web.advertised-url=http://node-1:8080")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output.getOut()).doesNotContain("advertised-url");
    }

    @ParameterizedTest
    @ValueSource(classes = {ForwardingJob.class, ForwardingClass.class, ForwardingPart.class})
    void whatAnswersNoRequestsIsNotForwarded(Class<?> bean) {
        servlets.withUserConfiguration(bean)
                .run(context -> assertThat(context)
                        .getFailure()
                        .extracting(HandlerStartTest::refusal, THROWABLE)
                        .hasMessageContaining(bean.getSimpleName() + ".work")
                        .hasMessageContaining("the method is no handler of them"));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Later.Deferred.class,
                Later.Task.class,
                Later.Call.class,
                Later.Events.class,
                Later.Entity.class,
                Later.Stage.class
            })
    void aHandlerWhoseAnswerIsMadeLaterEndsTheStart(Class<?> bean) {
        servlets.withUserConfiguration(bean)
                .run(context -> assertThat(context)
                        .getFailure()
                        .extracting(HandlerStartTest::refusal, THROWABLE)
                        .hasMessageContaining("whose work goes on uncounted after the method has returned"));
    }

    @ParameterizedTest
    @ValueSource(classes = {Skipping.class, Forwarding.class})
    void aReactiveApplicationDoesNotStartWithHandlersThatTheLeaderAnswers(Class<?> bean) {
        reactive.withUserConfiguration(bean)
                .run(context -> assertThat(context)
                        .getFailure()
                        .extracting(HandlerStartTest::refusal, THROWABLE)
                        .hasMessageContaining(bean.getSimpleName() + ".work")
                        .hasMessageContaining("a handler of a reactive web application"));
    }

    @Test
    void aReactiveApplicationStartsWithHandlersThatThrow() {
        reactive.withUserConfiguration(Throwing.class, Job.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    private static Throwable invalidValue(Throwable failure) {
        return in(failure, InvalidValueException.class);
    }

    private static Throwable refusal(Throwable failure) {
        return in(failure, AnnotatedMethodException.class);
    }

    private static Throwable in(Throwable failure, Class<?> type) {
        Throwable cause = failure;
        while (!type.isInstance(cause) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        assertThat(cause).isInstanceOf(type);
        return cause;
    }

    @RestController
    static class Skipping {

        @LeaderOnly("writes")
        @PostMapping("/")
        public void work() {}
    }

    @RestController
    static class Forwarding {

        @LeaderOnly(value = "writes", otherwise = Otherwise.FORWARD)
        @PostMapping("/forward")
        public void work() {}
    }

    @RestController
    static class Throwing {

        @LeaderOnly(value = "writes", otherwise = Otherwise.THROW)
        @PostMapping("/")
        public void work() {}
    }

    static class Job {

        @LeaderOnly("writes")
        public void work() {}
    }

    static class ForwardingJob {

        @LeaderOnly(value = "writes", otherwise = Otherwise.FORWARD)
        public void work() {}
    }

    @LeaderOnly(value = "writes", otherwise = Otherwise.FORWARD)
    static class ForwardingClass {

        public void work() {}
    }

    @RestController
    static class ForwardingPart {

        @LeaderOnly(value = "writes", otherwise = Otherwise.FORWARD)
        public void work() {}

        @PostMapping("/")
        public void other() {}
    }

    /** Handlers that return before their work is done. */
    static class Later {

        @Controller
        static class Deferred {

            @LeaderOnly("writes")
            @PostMapping("/")
            public DeferredResult<String> work() {
                return new DeferredResult<>();
            }
        }

        @Controller
        static class Task {

            @LeaderOnly("writes")
            @PostMapping("/")
            public WebAsyncTask<String> work() {
                return new WebAsyncTask<>(() -> "");
            }
        }

        @Controller
        static class Call {

            @LeaderOnly("writes")
            @PostMapping("/")
            public Callable<String> work() {
                return () -> "";
            }
        }

        @Controller
        static class Events {

            @LeaderOnly("writes")
            @PostMapping("/")
            public SseEmitter work() {
                return new SseEmitter();
            }
        }

        @Controller
        static class Entity {

            @LeaderOnly("writes")
            @PostMapping("/")
            public ResponseEntity<StreamingResponseBody> work() {
                return ResponseEntity.ok(out -> {});
            }
        }

        @Controller
        static class Stage {

            @LeaderOnly("writes")
            @PostMapping("/")
            public CompletableFuture<ResponseEntity<StreamingResponseBody>> work() {
                return CompletableFuture.completedFuture(ResponseEntity.ok(out -> {}));
            }
        }
    }
}
