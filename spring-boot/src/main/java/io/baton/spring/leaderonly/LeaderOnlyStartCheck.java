// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.leaderonly;

import io.baton.LeaderOnly;
import io.baton.spring.elections.ElectorRegistry;
import io.baton.spring.elections.NoBackendException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Looks, when all beans are made, whether each leader-only method is intercepted, and has the electors made that they need. A method
 * that is not intercepted would run in every process without a word.
 */
final class LeaderOnlyStartCheck implements SmartInitializingSingleton {

    private final ConfigurableListableBeanFactory beans;
    private final ObjectProvider<ElectorRegistry> electors;
    private final LeaderOnlyOperations operations;
    private final InterceptionCheck check;

    LeaderOnlyStartCheck(
            ConfigurableListableBeanFactory beans,
            ObjectProvider<ElectorRegistry> electors,
            LeaderOnlyOperations operations,
            InterceptionCheck check) {
        this.beans = beans;
        this.electors = electors;
        this.operations = operations;
        this.check = check;
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (String name : beans.getBeanDefinitionNames()) {
            Object bean = beans.containsSingleton(name) ? beans.getSingleton(name) : null;
            if (bean == null) {
                look(name);
            } else if (!(bean instanceof ScopedObject)) {
                look(name, bean);
            }
        }
    }

    /** A bean that is made later. */
    private void look(String name) {
        Map<Method, LeaderOnly> methods = AnnotatedElections.methods(beans, name);
        if (!methods.isEmpty()) {
            Class<?> type = beans.getType(name, false);
            check.check(type == null ? methods.keySet().iterator().next().getDeclaringClass() : type, methods);
            stand(methods);
        }
    }

    private void look(String name, Object bean) {
        Class<?> type = AopProxyUtils.ultimateTargetClass(bean);
        Map<Method, LeaderOnly> methods = LeaderOnlyMethods.of(type);
        if (methods.isEmpty()) {
            return;
        }
        check.check(type, methods);
        Method first = methods.keySet().iterator().next();
        if (!isIntercepted(bean)) {
            throw InterceptionCheck.refused(
                    first,
                    "the bean '" + name
                            + "' was made before the interceptor, because a BeanPostProcessor or another early"
                            + " bean depends on it",
                    "Have that bean take an ObjectProvider of it, or make the @Bean method of the post-processor static.");
        }
        if (Proxy.isProxyClass(bean.getClass())) {
            methods.keySet().forEach(method -> requireOnInterface(bean, method));
        }
        stand(methods);
    }

    private static boolean isIntercepted(Object bean) {
        return bean instanceof Advised advised
                && Arrays.stream(advised.getAdvisors())
                        .anyMatch(advisor -> advisor.getAdvice() instanceof LeaderOnlyInterceptor);
    }

    private static void requireOnInterface(Object proxy, Method method) {
        boolean found = Arrays.stream(proxy.getClass().getInterfaces())
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .anyMatch(other -> other.getName().equals(method.getName())
                        && Arrays.equals(other.getParameterTypes(), method.getParameterTypes()));
        if (!found) {
            throw InterceptionCheck.refused(
                    method,
                    "its bean is a proxy of its interfaces, none of which has the method",
                    "Declare the method in an interface, or set spring.aop.proxy-target-class=true.");
        }
    }

    private void stand(Map<Method, LeaderOnly> methods) {
        methods.forEach((method, annotation) -> {
            String election = operations.election(method, annotation);
            ElectorRegistry registry = electors.getIfAvailable();
            if (registry == null) {
                throw new NoBackendException(
                        "@LeaderOnly(\"" + election + "\") on " + LeaderOnlyOperations.text(method));
            }
            var unused = registry.elector(election);
        });
    }
}
