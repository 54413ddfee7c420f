// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.methods;

import io.baton.LeaderOnly;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Refuses classes whose leader-only methods would run in every process, or could not be counted until they end. */
public final class InterceptionCheck {

    private static final ProxyRules RULES = new ProxyRules("LeaderOnly");

    private final Map<Class<?>, Boolean> checked = new ConcurrentHashMap<>();

    /** Checks a class once. */
    public void check(Class<?> type, Map<Method, LeaderOnly> methods) {
        if (methods.isEmpty() || checked.putIfAbsent(type, true) != null) {
            return;
        }
        RULES.check(type, methods.keySet());
        methods.keySet().forEach(method -> checkReturn(method, type));
        checkForward(type, methods);
    }

    /** A class that is marked may have other methods beside its handlers. */
    private static void checkForward(Class<?> type, Map<Method, LeaderOnly> methods) {
        boolean hasHandlers = methods.keySet().stream().anyMatch(method -> RequestHandlers.isOne(method, type));
        methods.forEach((method, annotation) -> {
            boolean concerned = !hasHandlers || LeaderOnlyMethods.own(method).isPresent();
            if (annotation.otherwise() == LeaderOnly.Otherwise.FORWARD
                    && concerned
                    && !RequestHandlers.isOne(method, type)) {
                throw refused(
                        method,
                        "otherwise = FORWARD passes HTTP requests on to the leader, and the method is no handler of them",
                        "Use otherwise = SKIP or THROW, or put the annotation on the method with the @RequestMapping.");
            }
        });
    }

    /** The refusal of a method that makes, begins or ends a bean. */
    public static AnnotatedMethodException calledByTheContainer(Method method) {
        return RULES.calledByTheContainer(method);
    }

    private static void checkReturn(Method method, Class<?> bean) {
        Class<?> type = method.getReturnType();
        if (ProxyRules.isSuspendFunction(method)) {
            throw refused(
                    method,
                    "it is a suspend function, which goes on after it has returned",
                    "Make it an ordinary function, for example with runBlocking, or return a CompletableFuture.");
        }
        Optional<Class<?>> later = RequestHandlers.isOne(method, bean)
                ? RequestHandlers.workedOnLater(method, bean)
                : Optional.<Class<?>>of(type)
                        .filter(returned -> ReturnKind.of(returned).isEmpty());
        if (later.isEmpty()) {
            return;
        }
        if (type.isPrimitive()) {
            throw refused(
                    method,
                    "it returns " + type.getName() + ", and no value says that it was not run",
                    "Return void, a reference type (null where it was not run), or an Optional.");
        }
        throw refused(
                method,
                "it returns " + later.get().getName() + ", whose work goes on uncounted after the method has returned",
                "Return void, a value, or a CompletableFuture: with Reactor, end the method with .toFuture().");
    }

    /** The refusal of a method. */
    public static AnnotatedMethodException refused(Method method, String why, String remedy) {
        return RULES.refused(method, why, remedy);
    }

    /** The method as it is shown to people. */
    public static String text(Method method) {
        return ProxyRules.text(method);
    }
}
