// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.methods;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Optional;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds an annotation on methods and classes, also as a meta-annotation and on interfaces.
 *
 * @param annotation its type
 */
public record AnnotatedMethods<A extends Annotation>(Class<A> annotation) {

    /** The annotated methods of a class; static, private and final ones too if they bear the annotation themselves. */
    public Map<Method, A> of(Class<?> type) {
        Class<?> userClass = ClassUtils.getUserClass(type);
        if (!isCandidate(userClass)) {
            return Map.of();
        }
        return MethodIntrospector.selectMethods(userClass, (MethodIntrospector.MetadataLookup<A>)
                method -> find(method, userClass).orElse(null));
    }

    /** The annotated methods of a bean by the type of its definition; none if that is not known or cannot be loaded. */
    public Map<Method, A> ofBean(ConfigurableListableBeanFactory beans, String name) {
        try {
            Class<?> type = beans.getType(name, false);
            return type == null ? Map.of() : of(type);
        } catch (LinkageError | IllegalStateException | BeansException unknown) {
            return Map.of();
        }
    }

    /** How the method of the class is annotated, if it is. */
    public Optional<A> find(Method method, Class<?> type) {
        Class<?> userClass = ClassUtils.getUserClass(type);
        // Calls through a generic or covariant supertype come by the compiler's bridge, which bears no annotation.
        Method specific = specific(method, userClass);
        Optional<A> own = own(specific);
        if (own.isEmpty() && !specific.equals(method)) {
            own = own(method);
        }
        if (own.isPresent() || !isOfClass(specific)) {
            return own;
        }
        return Optional.ofNullable(AnnotatedElementUtils.findMergedAnnotation(userClass, annotation));
    }

    /** The method of the class that runs when this one is called. */
    public static Method specific(Method method, Class<?> type) {
        return AopUtils.getMostSpecificMethod(method, ClassUtils.getUserClass(type));
    }

    /** The annotation that the method bears itself. */
    public Optional<A> own(Method method) {
        return Optional.ofNullable(AnnotatedElementUtils.findMergedAnnotation(method, annotation));
    }

    private boolean isCandidate(Class<?> type) {
        return !type.getName().startsWith("org.springframework.") && AnnotationUtils.isCandidateClass(type, annotation);
    }

    /** Whether an annotation of the class concerns the method. */
    private static boolean isOfClass(Method method) {
        int modifiers = method.getModifiers();
        return !Modifier.isPrivate(modifiers)
                && !Modifier.isStatic(modifiers)
                && (!method.isSynthetic() || method.isBridge())
                && !ContainerMethods.isOne(method)
                && !RequestHandlers.isHandlersCallback(method)
                && method.getDeclaringClass() != Object.class
                && !ReflectionUtils.isEqualsMethod(method)
                && !ReflectionUtils.isHashCodeMethod(method)
                && !ReflectionUtils.isToStringMethod(method);
    }
}
