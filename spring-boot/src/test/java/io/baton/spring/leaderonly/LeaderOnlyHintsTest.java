// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.leaderonly;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.LeaderOnly;
import io.baton.spring.autoconfigure.ElectionsAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;

/** A native image keeps the methods that the interceptor calls by reflection. */
class LeaderOnlyHintsTest {

    @Test
    void aLeaderOnlyMethodMayBeInvoked() throws Exception {
        GenerationContext generation = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get("io.baton", "Generated")), new InMemoryGeneratedFiles());
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            new AnnotatedBeanDefinitionReader(context).register(ElectionsAutoConfiguration.class, Billing.class);
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        }
        RuntimeHints hints = generation.getRuntimeHints();
        assertThat(RuntimeHintsPredicates.reflection()
                        .onMethod(Billing.class.getDeclaredMethod("send"))
                        .invoke())
                .accepts(hints);
    }

    static class Billing {
        @LeaderOnly("billing")
        void send() {}
    }
}
