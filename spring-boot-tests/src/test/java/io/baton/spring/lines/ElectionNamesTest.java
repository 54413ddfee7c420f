// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.lines;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.LeaderOnly;
import io.baton.Leadership;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Where {@code @LeaderOnly} may stand and how elections are named, without the auto-configuration of proxies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ElectionNamesTest {

    private final Application application = ApplicationLauncher.of(Named.class)
            .store("names")
            .property("spring.aop.auto", false)
            .property("app.job", "invoices")
            .property("baton.elections.configured.drain-timeout", "5s")
            .start();

    @AfterAll
    void close() {
        application.close();
    }

    @Test
    void aPlaceholderIsResolved() throws Exception {
        assertRunsIn("invoices", application.bean(OnMethods.class)::placeholder);
    }

    @Test
    void aPlaceholderMayHaveADefault() throws Exception {
        assertRunsIn("otherwise", application.bean(OnMethods.class)::placeholderWithDefault);
    }

    @Test
    void anExpressionIsEvaluated() throws Exception {
        assertRunsIn("invoices-eu", application.bean(OnMethods.class)::expression);
    }

    @Test
    void anExpressionMayAskABean() throws Exception {
        assertRunsIn("from-a-bean", application.bean(OnMethods.class)::expressionOfABean);
    }

    @Test
    void anAnnotationOnTheClassHoldsForItsMethods() throws Exception {
        assertRunsIn("class", application.bean(OnClass.class)::inherited);
    }

    @Test
    void anAnnotationOnTheMethodIsStronger() throws Exception {
        assertRunsIn("method", application.bean(OnClass.class)::own);
    }

    @Test
    void aMetaAnnotationCounts() throws Exception {
        assertRunsIn("nightly", application.bean(OnMethods.class)::nightly);
    }

    @Test
    void aBeanBehindAnInterfaceIsIntercepted() throws Exception {
        assertRunsIn("interface", application.bean(Port.class));
    }

    @Test
    void electorsAreInjectedByTheirElectionsName() {
        Injected injected = application.bean(Injected.class);
        assertThat(injected.annotated().election()).isEqualTo("invoices");
        assertThat(injected.configured().election()).isEqualTo("configured");
        assertThat(application.bean(Baton.class).find("invoices")).contains(injected.annotated());
    }

    @Test
    void aConfiguredElectionStandsWithoutAnAnnotation() throws Exception {
        assertThat(Await.leadership(application, "configured").election()).isEqualTo("configured");
    }

    private void assertRunsIn(String election, Job job) throws Exception {
        Await.leadership(application, election);
        assertThat(job.run()).isEqualTo(election);
    }

    private static String current() {
        return Leadership.current().orElseThrow().election();
    }

    interface Job {
        String run() throws Exception;
    }

    interface Port extends Job {}

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @LeaderOnly("nightly")
    @interface Nightly {}

    record Injected(LeaderElector annotated, LeaderElector configured) {}

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    @Import({OnMethods.class, OnClass.class, Adapter.class})
    static class Named {

        @Bean
        String electionOfABean() {
            return "from-a-bean";
        }

        @Bean
        Injected injected(
                @Qualifier("invoices") LeaderElector annotated, @Qualifier("configured") LeaderElector configured) {
            return new Injected(annotated, configured);
        }
    }

    static class OnMethods {

        @LeaderOnly("${app.job}")
        public String placeholder() {
            return current();
        }

        @LeaderOnly("${app.missing:otherwise}")
        public String placeholderWithDefault() {
            return current();
        }

        @LeaderOnly("#{'${app.job}' + '-eu'}")
        public String expression() {
            return current();
        }

        @LeaderOnly("#{@electionOfABean}")
        public String expressionOfABean() {
            return current();
        }

        @Nightly
        public String nightly() {
            return current();
        }
    }

    @LeaderOnly("class")
    static class OnClass {

        public String inherited() {
            return current();
        }

        @LeaderOnly("method")
        public String own() {
            return current();
        }
    }

    static class Adapter implements Port {

        @Override
        @LeaderOnly("interface")
        public String run() {
            return current();
        }
    }
}
