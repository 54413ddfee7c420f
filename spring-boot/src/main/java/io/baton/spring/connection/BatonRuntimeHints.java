// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import io.baton.LeaderOnly;
import io.baton.spi.BackendProvider;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;

/** What a native image has to keep: the annotation, the records that configuration keys are bound to, and the backends that are looked up by name. */
final class BatonRuntimeHints implements RuntimeHintsRegistrar {

    private static final List<String> PROVIDERS = List.of(
            "io.baton.zookeeper.ZooKeeperBackendProvider",
            "io.baton.etcd.EtcdBackendProvider",
            "io.baton.raft.RaftBackendProvider",
            "io.baton.testkit.memory.MemoryBackendProvider");

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.reflection().registerType(LeaderOnly.class, MemberCategory.INVOKE_DECLARED_METHODS);
        BindableRuntimeHintsRegistrar.forTypes(BatonProperties.class).registerHints(hints);
        records(BatonProperties.class)
                .forEach(type -> hints.reflection().registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS));
        hints.resources().registerPattern("META-INF/services/" + BackendProvider.class.getName());
        for (String provider : PROVIDERS) {
            hints.reflection().registerTypeIfPresent(classLoader, provider, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
        }
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return Stream.concat(
                        Stream.of(type), Stream.of(type.getDeclaredClasses()).flatMap(BatonRuntimeHints::records))
                .filter(Class::isRecord);
    }
}
