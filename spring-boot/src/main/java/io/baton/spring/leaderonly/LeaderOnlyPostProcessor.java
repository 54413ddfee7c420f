// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.leaderonly;

import io.baton.LeaderOnly;
import io.baton.spring.methods.InterceptionCheck;
import io.baton.spring.methods.LeaderOnlyMethods;
import java.io.Serial;
import java.lang.reflect.Method;
import java.util.Map;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.Ordered;

/**
 * Puts the interceptor before all others of a bean: a transaction begins only where the method runs, and has been committed when the
 * work counts as ended. Only Spring's own {@code @Async} comes before it, so that the count is of the thread that works.
 */
final class LeaderOnlyPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient InterceptionCheck check;

    LeaderOnlyPostProcessor(MethodInterceptor interceptor, InterceptionCheck check) {
        this.check = check;
        this.advisor = new DefaultPointcutAdvisor(new LeaderOnlyPointcut(), interceptor);
        setBeforeExistingAdvisors(true);
        setProxyTargetClass(true);
        // Before the post-processor of @Async, which puts its interceptor before those that are there.
        setOrder(Ordered.LOWEST_PRECEDENCE - 100);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (!(bean instanceof ScopedObject)) {
            Class<?> type = AopProxyUtils.ultimateTargetClass(bean);
            Map<Method, LeaderOnly> methods = LeaderOnlyMethods.of(type);
            check.check(type, methods);
        }
        return super.postProcessAfterInitialization(bean, beanName);
    }

    /** What a scoped proxy leads to is intercepted itself. */
    @Override
    protected boolean isEligible(Object bean, String beanName) {
        return !(bean instanceof ScopedObject) && super.isEligible(bean, beanName);
    }

    private static final class LeaderOnlyPointcut extends StaticMethodMatcherPointcut {

        @Override
        public boolean matches(Method method, Class<?> targetClass) {
            return LeaderOnlyMethods.find(method, targetClass).isPresent();
        }
    }
}
