// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.leaderonly;

import io.baton.LeaderOnly;
import io.baton.spring.elections.ElectorRegistry;
import io.baton.spring.elections.NoBackendException;
import io.baton.spring.methods.ContainerMethods;
import io.baton.spring.methods.InterceptionCheck;
import io.baton.spring.methods.InterceptorPosition;
import io.baton.spring.methods.LeaderOnlyMethods;
import io.baton.spring.methods.TestDoubles;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.springframework.aop.Advisor;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.interceptor.AsyncExecutionInterceptor;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.factory.FactoryBean;
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
                Class<?> type = AopProxyUtils.ultimateTargetClass(bean);
                look(name, bean, type, LeaderOnlyMethods.of(type));
                if (bean instanceof FactoryBean<?> factory) {
                    lookAtProduct(name, factory);
                }
            }
        }
    }

    /** A bean that is made later. */
    private void look(String name) {
        Map<Method, LeaderOnly> methods = LeaderOnlyMethods.METHODS.ofBean(beans, name);
        if (!methods.isEmpty()) {
            check.check(typeOf(name, methods), methods);
            requireNoCallback(name, methods);
            stand(methods);
        }
    }

    /** Its target need not bear the annotation of the interface that it is made for. */
    private void lookAtProduct(String name, FactoryBean<?> factory) {
        Map<Method, LeaderOnly> methods = LeaderOnlyMethods.METHODS.ofBean(beans, name);
        if (methods.isEmpty()) {
            return;
        }
        if (factory.isSingleton()) {
            look(name, beans.getBean(name), typeOf(name, methods), methods);
        } else {
            look(name);
        }
    }

    private Class<?> typeOf(String name, Map<Method, LeaderOnly> methods) {
        Class<?> type = beans.getType(name, false);
        return type == null ? methods.keySet().iterator().next().getDeclaringClass() : type;
    }

    private void look(String name, Object bean, Class<?> type, Map<Method, LeaderOnly> methods) {
        if (methods.isEmpty()) {
            return;
        }
        // Mockito is asked only where there is a reason to: its first answer takes long, and may come with a warning.
        if (InterceptorPosition.of(LeaderOnlyInterceptor.class, bean) >= 0
                || !TestDoubles.isOne(beans.getMergedBeanDefinition(name), bean)) {
            check.check(type, methods);
            requireNoCallback(name, methods);
            requireIntercepted(name, bean, type, methods);
        }
        stand(methods);
    }

    private void requireNoCallback(String name, Map<Method, LeaderOnly> methods) {
        Set<String> callbacks = ContainerMethods.named(beans.getMergedBeanDefinition(name));
        methods.keySet().stream()
                .filter(method -> callbacks.contains(method.getName())
                        && method.getParameterCount() == 0
                        && LeaderOnlyMethods.own(method).isPresent())
                .findFirst()
                .ifPresent(method -> {
                    throw InterceptionCheck.calledByTheContainer(method);
                });
    }

    private static void requireIntercepted(String name, Object bean, Class<?> type, Map<Method, LeaderOnly> methods) {
        int position = InterceptorPosition.of(LeaderOnlyInterceptor.class, bean);
        Method first = methods.keySet().iterator().next();
        if (position < 0) {
            throw InterceptionCheck.refused(
                    first,
                    "the bean '" + name
                            + "' was made before the interceptor, because a BeanPostProcessor or another early"
                            + " bean depends on it",
                    "Have that bean take an ObjectProvider of it, or make the @Bean method of the post-processor static.");
        }
        methods.keySet().forEach(method -> requireInsideThread((Advised) bean, position, method, type));
        if (Proxy.isProxyClass(bean.getClass())) {
            methods.keySet().forEach(method -> requireOnInterface(bean, method));
        }
    }

    /** What begins a thread inside would leave the count as soon as it has begun. */
    private static void requireInsideThread(Advised bean, int position, Method method, Class<?> type) {
        Advisor[] advisors = bean.getAdvisors();
        for (int i = position + 1; i < advisors.length; i++) {
            if (advisors[i] instanceof PointcutAdvisor async
                    && async.getAdvice() instanceof AsyncExecutionInterceptor
                    && async.getPointcut().getMethodMatcher().matches(method, type)) {
                throw InterceptionCheck.refused(
                        method,
                        "a new thread begins inside it, by @Async: the work would neither be counted nor interrupted",
                        "Remove the order from @EnableAsync, so that leader-only work runs inside the new thread.");
            }
        }
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
                throw new NoBackendException("@LeaderOnly(\"" + election + "\") on " + InterceptionCheck.text(method));
            }
            var unused = registry.elector(election);
        });
    }
}
