// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import java.io.Serial;
import java.lang.reflect.Method;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.Ordered;

/** Puts the interceptor after all others of a bean: the check is the first statement of a transaction that has begun. */
final class FencedPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient FencedMethodCheck check;

    FencedPostProcessor(MethodInterceptor interceptor, FencedMethodCheck check) {
        this.check = check;
        this.advisor = new DefaultPointcutAdvisor(new FencedPointcut(), interceptor);
        setProxyTargetClass(true);
        // After the creator of the proxies that begin transactions.
        setOrder(Ordered.LOWEST_PRECEDENCE - 200);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (!(bean instanceof ScopedObject)) {
            check.check(AopProxyUtils.ultimateTargetClass(bean));
        }
        return super.postProcessAfterInitialization(bean, beanName);
    }

    /** What a scoped proxy leads to is intercepted itself. */
    @Override
    protected boolean isEligible(Object bean, String beanName) {
        return !(bean instanceof ScopedObject) && super.isEligible(bean, beanName);
    }

    private static final class FencedPointcut extends StaticMethodMatcherPointcut {

        @Override
        public boolean matches(Method method, Class<?> targetClass) {
            return FencedOperations.METHODS.find(method, targetClass).isPresent();
        }
    }
}
