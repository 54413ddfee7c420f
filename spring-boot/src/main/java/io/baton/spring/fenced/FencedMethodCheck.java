// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import io.baton.spring.Fenced;
import io.baton.spring.methods.ProxyRules;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.ReactiveAdapterRegistry;

/** Refuses classes whose fenced methods would write without a check. */
final class FencedMethodCheck {

    private final Map<Class<?>, Boolean> checked = new ConcurrentHashMap<>();

    /** Checks a class once. */
    void check(Class<?> type) {
        if (checked.putIfAbsent(type, true) == null) {
            Map<Method, Fenced> methods = FencedMethods.METHODS.of(type);
            // A method of one resource that calls one of another on this passes no check of the other.
            byResource(methods).forEach(group -> FencedMethods.RULES.check(type, group));
            methods.keySet().forEach(FencedMethodCheck::requireThreadBound);
        }
    }

    private static Collection<Set<Method>> byResource(Map<Method, Fenced> methods) {
        Map<Fenced, Set<Method>> groups = new LinkedHashMap<>();
        methods.forEach((method, fenced) ->
                groups.computeIfAbsent(fenced, absent -> new LinkedHashSet<>()).add(method));
        return groups.values();
    }

    /** What goes on after the method has returned is in no transaction of its thread. */
    private static void requireThreadBound(Method method) {
        Class<?> type = method.getReturnType();
        boolean stage = type == CompletableFuture.class || type == CompletionStage.class;
        boolean reactive = !stage && ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
        if (reactive || ProxyRules.isSuspendFunction(method)) {
            throw FencedMethods.RULES.refused(
                    method,
                    "its transaction is none of the thread that calls it",
                    "Write in a method that returns when it has written, and call that from the reactive one.");
        }
    }
}
