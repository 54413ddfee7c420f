// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.LeaderOnly;
import io.baton.spi.BackendProvider;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.ImportRuntimeHints;

/** A native image keeps what is looked up by reflection. */
class RuntimeHintsTest {

    private final RuntimeHints hints = new RuntimeHints();

    RuntimeHintsTest() {
        new BatonRuntimeHints().registerHints(hints, getClass().getClassLoader());
    }

    @Test
    void theAutoConfigurationBringsThem() {
        assertThat(BatonConfiguration.class
                        .getAnnotation(ImportRuntimeHints.class)
                        .value())
                .containsExactly(BatonRuntimeHints.class);
    }

    @Test
    void theAnnotationIsKept() {
        assertThat(RuntimeHintsPredicates.reflection()
                        .onType(LeaderOnly.class)
                        .withMemberCategory(MemberCategory.INVOKE_DECLARED_METHODS))
                .accepts(hints);
    }

    @Test
    void everyRecordOfPropertiesIsBoundAndRead() {
        List<Class<?>> records = records(BatonProperties.class).toList();
        assertThat(records)
                .contains(
                        BatonProperties.Election.class,
                        BatonProperties.ZooKeeper.Sasl.class,
                        BatonProperties.Raft.Tls.class)
                .hasSize(8);
        for (Class<?> record : records) {
            assertThat(RuntimeHintsPredicates.reflection()
                            .onConstructor(record.getDeclaredConstructors()[0])
                            .invoke())
                    .as(record.getSimpleName())
                    .accepts(hints);
            for (RecordComponent component : record.getRecordComponents()) {
                assertThat(RuntimeHintsPredicates.reflection()
                                .onMethod(component.getAccessor())
                                .invoke())
                        .as(component.toString())
                        .accepts(hints);
            }
        }
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return Stream.concat(
                        Stream.of(type), Stream.of(type.getDeclaredClasses()).flatMap(RuntimeHintsTest::records))
                .filter(Class::isRecord);
    }

    @Test
    void theBackendsAreFound() {
        assertThat(RuntimeHintsPredicates.resource()
                        .forResource("META-INF/services/" + BackendProvider.class.getName()))
                .accepts(hints);
        List<Class<? extends BackendProvider>> providers = ServiceLoader.load(BackendProvider.class).stream()
                .<Class<? extends BackendProvider>>map(ServiceLoader.Provider::type)
                .filter(type -> type != OtherBackendProvider.class)
                .toList();
        assertThat(providers)
                .hasSize(4)
                .allSatisfy(type -> assertThat(RuntimeHintsPredicates.reflection()
                                .onType(type)
                                .withMemberCategory(MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS))
                        .accepts(hints));
    }
}
