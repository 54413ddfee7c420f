// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import io.baton.spring.methods.AnnotatedMethodException;
import io.baton.spring.methods.InterceptorPosition;
import io.baton.spring.methods.TestDoubles;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.transaction.interceptor.TransactionInterceptor;

/**
 * Looks, when all beans are made, whether each fenced method is intercepted inside its transaction, and has a database to check in.
 * A method that is not would write without a check.
 */
final class FencedStartCheck implements SmartInitializingSingleton {

    private final ConfigurableListableBeanFactory beans;
    private final FencedOperations operations;
    private final FencedMethodCheck check;
    private final TransactionResources resources;
    private final ObjectProvider<FenceTables> tables;

    FencedStartCheck(
            ConfigurableListableBeanFactory beans,
            FencedOperations operations,
            FencedMethodCheck check,
            TransactionResources resources,
            ObjectProvider<FenceTables> tables) {
        this.beans = beans;
        this.operations = operations;
        this.check = check;
        this.resources = resources;
        this.tables = tables;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Set<DataSource> sources = new LinkedHashSet<>();
        for (String name : beans.getBeanDefinitionNames()) {
            Object bean = made(name);
            if (!(bean instanceof ScopedObject)) {
                look(name, bean, sources);
            }
        }
        sources.forEach(source -> tables.ifAvailable(all -> all.makeIfMissing(source)));
    }

    /** The bean, or what a factory has made; null if it is made later. */
    private @Nullable Object made(String name) {
        Object bean = beans.containsSingleton(name) ? beans.getSingleton(name) : null;
        if (bean instanceof FactoryBean<?> factory) {
            return factory.isSingleton()
                            && !FencedMethods.METHODS.ofBean(beans, name).isEmpty()
                    ? beans.getBean(name)
                    : null;
        }
        return bean;
    }

    private void look(String name, @Nullable Object bean, Set<DataSource> sources) {
        Set<Method> methods =
                new LinkedHashSet<>(FencedMethods.METHODS.ofBean(beans, name).keySet());
        Class<?> type = bean == null ? beans.getType(name, false) : AopProxyUtils.ultimateTargetClass(bean);
        if (type != null && bean != null) {
            methods.addAll(FencedMethods.METHODS.of(type).keySet());
        }
        if (methods.isEmpty() || type == null) {
            return;
        }
        if (bean != null
                && InterceptorPosition.of(FencedInterceptor.class, bean) < 0
                && TestDoubles.isOne(beans.getMergedBeanDefinition(name), bean)) {
            return;
        }
        check.check(type);
        if (bean != null) {
            requireIntercepted(name, bean, methods.iterator().next());
        }
        methods.forEach(method -> sources.add(resources
                .of(operations.of(method, method.getDeclaringClass().isInterface() ? method.getDeclaringClass() : type))
                .source()));
    }

    private static void requireIntercepted(String name, Object bean, Method method) {
        int position = InterceptorPosition.of(FencedInterceptor.class, bean);
        if (position < 0) {
            throw refused(
                    method,
                    "the bean '" + name + "' is not intercepted: it was made before the interceptor, because a"
                            + " BeanPostProcessor or another early bean depends on it, or a factory makes it",
                    "Have the early bean take an ObjectProvider of it; for what a factory makes, such as a repository,"
                            + " put the annotation on the method that calls it.");
        }
        Object target = AopProxyUtils.getSingletonTarget(bean);
        if (target != null && AopUtils.isAopProxy(target)) {
            throw refused(
                    method,
                    "the bean '" + name
                            + "' is a proxy around another one, in which its transaction may begin after the check",
                    "Put the annotation on the method of another bean that calls it, beside @Transactional.");
        }
        Advisor[] advisors = ((Advised) bean).getAdvisors();
        for (int i = position + 1; i < advisors.length; i++) {
            if (advisors[i].getAdvice() instanceof TransactionInterceptor) {
                throw refused(
                        method,
                        "the transaction of the bean '" + name + "' begins after the check",
                        "Remove the order from @EnableTransactionManagement.");
            }
        }
    }

    private static AnnotatedMethodException refused(Method method, String why, String remedy) {
        return FencedMethods.RULES.refused(method, why, remedy);
    }
}
