// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.LeaderOnly;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** What holds an application back from starting, and what does not. */
class StartUpTest {

    @Test
    void anApplicationStartsWhileTheStoreCannotBeReached() throws Exception {
        long before = System.nanoTime();
        try (Application application = ApplicationLauncher.of(WithJob.class)
                .property("baton.backend", "zookeeper")
                .property("baton.zookeeper.connect-string", "127.0.0.1:1")
                .property("baton.connect-timeout", "10m")
                .start()) {
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMinutes(5));
            application.bean(Job.class).run();
            assertThat(application.bean(Baton.class).status().session()).isEmpty();
            assertThat(application.get("/actuator/health/elections").body()).contains("\"connected\":false");
            assertThat(application.get("/actuator/health/leader").statusCode()).isEqualTo(503);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {FinalMethod.class, StaticMethod.class, Primitive.class, SelfInvoked.class})
    void anApplicationWithAMethodThatWouldRunInEveryProcessDoesNotStart(Class<?> bean) {
        assertThat(failure(ApplicationLauncher.of(bean).store("refused")))
                .contains("APPLICATION FAILED TO START", "@LeaderOnly", bean.getName() + ".run", "Action:");
    }

    @Test
    void anApplicationThatNamesNoBackendForItsJobDoesNotStart() {
        assertThat(failure(ApplicationLauncher.of(WithJob.class)))
                .contains("APPLICATION FAILED TO START", "baton.backend", "Action:");
    }

    @Test
    void anApplicationWithoutTheJarOfItsBackendDoesNotStart() {
        assertThat(failure(ApplicationLauncher.of(WithJob.class).property("baton.backend", "etcd")))
                .contains("APPLICATION FAILED TO START", "baton-etcd-backend", "Action:");
    }

    @Test
    void anApplicationWithAMisspeltKeyDoesNotStart() {
        assertThat(failure(
                        ApplicationLauncher.of(WithJob.class).store("misspelt").property("baton.drain-timout", "5s")))
                .contains("APPLICATION FAILED TO START", "drain-timout", "Action:");
    }

    /** What the application prints when it fails. */
    private static String failure(ApplicationLauncher launcher) {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            assertThatThrownBy(launcher::start).isNotNull();
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @EnableAutoConfiguration
    @Import(Job.class)
    static class WithJob {}

    static class Job {

        @LeaderOnly("job")
        public void run() {}
    }

    @EnableAutoConfiguration
    static class FinalMethod {

        @LeaderOnly("refused")
        public final void run() {}
    }

    @EnableAutoConfiguration
    static class StaticMethod {

        @LeaderOnly("refused")
        public static void run() {}
    }

    @EnableAutoConfiguration
    static class Primitive {

        @LeaderOnly("refused")
        public boolean run() {
            return true;
        }
    }

    @EnableAutoConfiguration
    static class SelfInvoked {

        public void called() {
            run();
        }

        @LeaderOnly("refused")
        public void run() {}
    }
}
