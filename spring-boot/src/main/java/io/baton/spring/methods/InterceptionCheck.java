// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.methods;

import io.baton.LeaderOnly;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Refuses classes whose leader-only methods would run in every process, or could not be counted until they end. */
public final class InterceptionCheck {

    private static final String CONTINUATION = "kotlin.coroutines.Continuation";

    private final Map<Class<?>, Boolean> checked = new ConcurrentHashMap<>();

    /** Checks a class once. */
    public void check(Class<?> type, Map<Method, LeaderOnly> methods) {
        if (methods.isEmpty() || checked.putIfAbsent(type, true) != null) {
            return;
        }
        if (Modifier.isFinal(type.getModifiers())) {
            throw refused(
                    methods.keySet().iterator().next(),
                    "its class is final, so that no proxy can intercept the call",
                    "Remove final from " + type.getName()
                            + " (in Kotlin: declare it open, or use the compiler plugin kotlin-spring).");
        }
        methods.keySet().forEach(InterceptionCheck::checkMethod);
        SelfInvocations.check(type, methods);
    }

    private static void checkMethod(Method method) {
        int modifiers = method.getModifiers();
        String proxies = "a proxy intercepts calls of public, protected and package-private methods only";
        if (Modifier.isPrivate(modifiers)) {
            throw refused(method, "it is private; " + proxies, "Make the method at least package-private.");
        }
        if (Modifier.isStatic(modifiers)) {
            throw refused(method, "it is static; no bean is asked", "Make it a method of the bean.");
        }
        if (Modifier.isFinal(modifiers)) {
            throw refused(
                    method,
                    "it is final, so that a proxy cannot override it",
                    "Remove final from the method (in Kotlin: declare it open, or use the compiler plugin kotlin-spring).");
        }
        if (ContainerMethods.isOne(method)) {
            throw calledByTheContainer(method);
        }
        checkReturn(method);
    }

    /** The refusal of a method that makes, begins or ends a bean. */
    public static LeaderOnlyMethodException calledByTheContainer(Method method) {
        return refused(
                method,
                "the container calls it itself, in every process and before one leads",
                "Move the work to a method that is called while the application runs, for example by @Scheduled or"
                        + " by an @EventListener of LeadershipElectedEvent.");
    }

    private static void checkReturn(Method method) {
        Class<?> type = method.getReturnType();
        for (Class<?> parameter : method.getParameterTypes()) {
            if (parameter.getName().equals(CONTINUATION)) {
                throw refused(
                        method,
                        "it is a suspend function, which goes on after it has returned",
                        "Make it an ordinary function, for example with runBlocking, or return a CompletableFuture.");
            }
        }
        if (ReturnKind.of(type).isPresent()) {
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
                "it returns " + type.getName() + ", whose work goes on uncounted after the method has returned",
                "Return void, a value, or a CompletableFuture: with Reactor, end the method with .toFuture().");
    }

    /** The refusal of a method. */
    public static LeaderOnlyMethodException refused(Method method, String why, String remedy) {
        return new LeaderOnlyMethodException("@LeaderOnly on " + text(method) + " has no effect: " + why, remedy);
    }

    /** The method as it is shown to people. */
    public static String text(Method method) {
        return method.getDeclaringClass().getName() + "." + method.getName();
    }
}
