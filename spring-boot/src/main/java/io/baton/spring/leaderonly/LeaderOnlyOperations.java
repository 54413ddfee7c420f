// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.leaderonly;

import io.baton.LeaderOnly;
import io.baton.spring.methods.AnnotatedMethodException;
import io.baton.spring.methods.InterceptionCheck;
import io.baton.spring.methods.LeaderOnlyMethods;
import io.baton.spring.methods.RequestHandlers;
import io.baton.spring.methods.ReturnKind;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodClassKey;
import org.springframework.util.StringValueResolver;

/** How methods are leader-only, with their elections' names resolved once. Safe for use by any number of threads. */
public final class LeaderOnlyOperations {

    private final StringValueResolver names;
    private final Map<MethodClassKey, LeaderOnlyOperation> operations = new ConcurrentHashMap<>();
    private final Set<Method> mapped = ConcurrentHashMap.newKeySet();

    /**
     * Nothing found yet.
     *
     * @param names resolves placeholders and expressions
     */
    LeaderOnlyOperations(StringValueResolver names) {
        this.names = names;
    }

    /** How the method of the class is leader-only; it is. */
    LeaderOnlyOperation of(Method method, Class<?> type) {
        MethodClassKey key = new MethodClassKey(method, type);
        LeaderOnlyOperation known = operations.get(key);
        if (known != null) {
            return known;
        }
        LeaderOnly annotation = LeaderOnlyMethods.find(method, type)
                .orElseThrow(() -> new IllegalStateException(method + " is not leader-only"));
        // Not computed inside the map: an expression in a name may make beans that are leader-only themselves.
        LeaderOnlyOperation made = make(LeaderOnlyMethods.specific(method, type), annotation);
        operations.put(key, made);
        return made;
    }

    /**
     * How the method, to which requests are mapped, is leader-only, if it is. From then on a call of the method is not skipped, even
     * if no annotation says that it is a handler.
     */
    public Optional<LeaderOnlyOperation> ofHandler(Method method, Class<?> type) {
        if (LeaderOnlyMethods.find(method, type).isEmpty()) {
            return Optional.empty();
        }
        mapped.add(LeaderOnlyMethods.specific(method, type));
        return Optional.of(of(method, type));
    }

    /** Whether the leader-only method of the class is a handler of requests. */
    boolean isHandler(Method method, Class<?> type) {
        Method specific = LeaderOnlyMethods.specific(method, type);
        return mapped.contains(specific) || RequestHandlers.answers(specific, type);
    }

    private LeaderOnlyOperation make(Method method, LeaderOnly annotation) {
        ReturnKind kind = ReturnKind.of(method.getReturnType()).orElse(ReturnKind.REFERENCE);
        return new LeaderOnlyOperation(
                election(method, annotation), annotation.otherwise(), annotation.interruptOnLoss(), kind);
    }

    /** The election's name that the annotation of the method gives. */
    public String election(Method method, LeaderOnly annotation) {
        Optional<String> name = Optional.ofNullable(names.resolveStringValue(annotation.value()));
        if (name.isEmpty() || name.get().isBlank()) {
            throw new AnnotatedMethodException(
                    "@LeaderOnly(\"" + annotation.value() + "\") on " + InterceptionCheck.text(method)
                            + " names no election",
                    "Give the election a name of 1 to 255 characters, or give the property in its placeholder a value.");
        }
        return name.get();
    }
}
