// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.methods;

import io.baton.LeaderOnly;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Optional;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** Finds {@code @LeaderOnly} on methods and classes, also as a meta-annotation and on interfaces. */
public final class LeaderOnlyMethods {

    private LeaderOnlyMethods() {}

    /** The leader-only methods of a class with their annotations; static, private and final ones too if they bear it themselves. */
    public static Map<Method, LeaderOnly> of(Class<?> type) {
        Class<?> userClass = ClassUtils.getUserClass(type);
        if (!isCandidate(userClass)) {
            return Map.of();
        }
        return MethodIntrospector.selectMethods(userClass, (MethodIntrospector.MetadataLookup<LeaderOnly>)
                method -> find(method, userClass).orElse(null));
    }

    /** How the method of the class is annotated, if it is. */
    public static Optional<LeaderOnly> find(Method method, Class<?> type) {
        Class<?> userClass = ClassUtils.getUserClass(type);
        // Calls through a generic or covariant supertype come by the compiler's bridge, which bears no annotation.
        Method specific = specific(method, userClass);
        Optional<LeaderOnly> own = own(specific);
        if (own.isEmpty() && !specific.equals(method)) {
            own = own(method);
        }
        if (own.isPresent() || !isOfClass(specific)) {
            return own;
        }
        return Optional.ofNullable(AnnotatedElementUtils.findMergedAnnotation(userClass, LeaderOnly.class));
    }

    /** The method of the class that runs when this one is called. */
    public static Method specific(Method method, Class<?> type) {
        return AopUtils.getMostSpecificMethod(method, ClassUtils.getUserClass(type));
    }

    /** The annotation that the method bears itself. */
    public static Optional<LeaderOnly> own(Method method) {
        return Optional.ofNullable(AnnotatedElementUtils.findMergedAnnotation(method, LeaderOnly.class));
    }

    private static boolean isCandidate(Class<?> type) {
        return !type.getName().startsWith("org.springframework.")
                && AnnotationUtils.isCandidateClass(type, LeaderOnly.class);
    }

    /** Whether an annotation of the class concerns the method. */
    private static boolean isOfClass(Method method) {
        int modifiers = method.getModifiers();
        return !Modifier.isPrivate(modifiers)
                && !Modifier.isStatic(modifiers)
                && (!method.isSynthetic() || method.isBridge())
                && !ContainerMethods.isOne(method)
                && method.getDeclaringClass() != Object.class
                && !ReflectionUtils.isEqualsMethod(method)
                && !ReflectionUtils.isHashCodeMethod(method)
                && !ReflectionUtils.isToStringMethod(method);
    }
}
