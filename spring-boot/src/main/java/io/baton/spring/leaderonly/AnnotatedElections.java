// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.leaderonly;

import io.baton.LeaderOnly;
import io.baton.spring.methods.LeaderOnlyMethods;
import io.baton.spring.methods.RequestHandlers;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/** The elections that the annotations of an application name. */
public final class AnnotatedElections {

    private AnnotatedElections() {}

    /**
     * The names that can be told before any bean is made: all but those with an expression, which may ask beans, and those with a
     * placeholder that the environment alone does not resolve.
     */
    public static Set<String> in(ConfigurableListableBeanFactory beans, Environment environment) {
        Set<String> elections = new TreeSet<>();
        for (String bean : beans.getBeanDefinitionNames()) {
            for (LeaderOnly annotation :
                    LeaderOnlyMethods.METHODS.ofBean(beans, bean).values()) {
                elections.add(environment.resolvePlaceholders(annotation.value()));
            }
        }
        elections.removeIf(name -> name.isBlank() || name.contains("#{") || name.contains("${"));
        return elections;
    }

    /** The leader-only handlers of HTTP requests that do not run where this process does not lead, and do not throw there either. */
    public static Map<Method, LeaderOnly> requestHandlers(ConfigurableListableBeanFactory beans) {
        Map<Method, LeaderOnly> handlers = new LinkedHashMap<>();
        for (String bean : beans.getBeanDefinitionNames()) {
            LeaderOnlyMethods.METHODS.ofBean(beans, bean).forEach((method, annotation) -> {
                Class<?> type = beans.getType(bean, false);
                if (annotation.otherwise() != LeaderOnly.Otherwise.THROW
                        && type != null
                        && RequestHandlers.isOne(method, type)) {
                    handlers.put(method, annotation);
                }
            });
        }
        return handlers;
    }
}
