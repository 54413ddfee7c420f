// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.methods;

import io.baton.LeaderOnly;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;

/** Finds {@code @LeaderOnly} on methods and classes, also as a meta-annotation and on interfaces. */
public final class LeaderOnlyMethods {

    /** All that can be asked of annotated methods. */
    public static final AnnotatedMethods<LeaderOnly> METHODS = new AnnotatedMethods<>(LeaderOnly.class);

    private LeaderOnlyMethods() {}

    /** The leader-only methods of a class with their annotations; also static, private and final methods that are annotated themselves. */
    public static Map<Method, LeaderOnly> of(Class<?> type) {
        return METHODS.of(type);
    }

    /** How the method of the class is annotated, if it is. */
    public static Optional<LeaderOnly> find(Method method, Class<?> type) {
        return METHODS.find(method, type);
    }

    /** The method that runs when the given one is called on an object of the class: an override, if the class has one. */
    public static Method specific(Method method, Class<?> type) {
        return AnnotatedMethods.specific(method, type);
    }

    /** The annotation on the method itself. */
    public static Optional<LeaderOnly> own(Method method) {
        return METHODS.own(method);
    }
}
