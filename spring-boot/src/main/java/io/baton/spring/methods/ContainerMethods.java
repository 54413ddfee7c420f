// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.methods;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Methods that the container calls to make, begin or end a bean, in every process: on the object itself, or before any process
 * can lead.
 */
public final class ContainerMethods {

    /** By name: an application need not have them. */
    private static final Set<String> CALLBACKS =
            Set.of("jakarta.annotation.PostConstruct", "jakarta.annotation.PreDestroy");

    private ContainerMethods() {}

    /** Whether the method says itself that it is one. */
    static boolean isOne(Method method) {
        return AnnotatedElementUtils.hasAnnotation(method, Bean.class)
                || Arrays.stream(method.getAnnotations())
                        .map(Annotation::annotationType)
                        .anyMatch(type -> CALLBACKS.contains(type.getName()))
                || isCallback(method, InitializingBean.class, "afterPropertiesSet")
                || isCallback(method, SmartInitializingSingleton.class, "afterSingletonsInstantiated")
                || isCallback(method, DisposableBean.class, "destroy");
    }

    private static boolean isCallback(Method method, Class<?> declaring, String name) {
        return declaring.isAssignableFrom(method.getDeclaringClass())
                && method.getName().equals(name)
                && method.getParameterCount() == 0;
    }

    /** The names of those that only the definition of the bean names. */
    public static Set<String> named(BeanDefinition definition) {
        Set<String> names = new HashSet<>();
        if (definition instanceof AbstractBeanDefinition known) {
            add(known.getInitMethodNames(), names);
            add(known.getDestroyMethodNames(), names);
        }
        return names;
    }

    private static void add(String @Nullable [] more, Set<String> names) {
        if (more != null) {
            names.addAll(Arrays.asList(more));
        }
    }
}
