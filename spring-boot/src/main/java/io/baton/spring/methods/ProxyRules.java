// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.methods;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;

/**
 * Refuses methods whose calls a proxy cannot intercept.
 *
 * @param annotation the simple name of the annotation that they bear
 */
public record ProxyRules(String annotation) {

    private static final String CONTINUATION = "kotlin.coroutines.Continuation";

    /**
     * Checks the annotated methods of a class.
     *
     * @throws AnnotatedMethodException if a call of one of them would pass the proxy
     */
    public void check(Class<?> type, Set<Method> methods) {
        if (methods.isEmpty()) {
            return;
        }
        if (Modifier.isFinal(type.getModifiers())) {
            throw refused(
                    methods.iterator().next(),
                    "its class is final, so that no proxy can intercept the call",
                    "Remove final from " + type.getName()
                            + " (in Kotlin: declare it open, or use the compiler plugin kotlin-spring).");
        }
        methods.forEach(this::checkMethod);
        SelfInvocations.check(type, methods, this);
    }

    private void checkMethod(Method method) {
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
    }

    /** The refusal of a method that makes, begins or ends a bean. */
    public AnnotatedMethodException calledByTheContainer(Method method) {
        return refused(
                method,
                "the container calls it itself, in every process and before one leads",
                "Move the work to a method that is called while the application runs, for example by @Scheduled or"
                        + " by an @EventListener of LeadershipElectedEvent.");
    }

    /** The refusal of a method. */
    public AnnotatedMethodException refused(Method method, String why, String remedy) {
        return new AnnotatedMethodException(
                "@" + annotation + " on " + text(method) + " has no effect: " + why, remedy);
    }

    /** Whether the method is a suspend function of Kotlin, which goes on after it has returned. */
    public static boolean isSuspendFunction(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .anyMatch(parameter -> parameter.getName().equals(CONTINUATION));
    }

    /** The method as it is shown to people. */
    public static String text(Method method) {
        return method.getDeclaringClass().getName() + "." + method.getName();
    }
}
