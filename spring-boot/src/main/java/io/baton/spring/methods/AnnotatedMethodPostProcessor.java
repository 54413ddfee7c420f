// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.methods;

import java.io.Serial;
import java.lang.reflect.Method;
import java.util.function.Consumer;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.Ordered;

/** Puts an interceptor around the annotated methods of beans, by proxies of their classes; needs no other auto-proxy creator. */
public final class AnnotatedMethodPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Consumer<Class<?>> check;

    private AnnotatedMethodPostProcessor(
            AnnotatedMethods<?> methods, Consumer<Class<?>> check, MethodInterceptor interceptor) {
        this.check = check;
        this.advisor = new DefaultPointcutAdvisor(new AnnotatedMethodPointcut(methods), interceptor);
        setProxyTargetClass(true);
    }

    /**
     * Puts the interceptor before all others of a bean but Spring's own {@code @Async}.
     *
     * @param check refuses classes whose methods cannot be intercepted
     */
    public static AnnotatedMethodPostProcessor outermost(
            AnnotatedMethods<?> methods, Consumer<Class<?>> check, MethodInterceptor interceptor) {
        AnnotatedMethodPostProcessor made = new AnnotatedMethodPostProcessor(methods, check, interceptor);
        made.setBeforeExistingAdvisors(true);
        // Before the post-processor of @Async, which puts its interceptor before those that are there.
        made.setOrder(Ordered.LOWEST_PRECEDENCE - 100);
        return made;
    }

    /** Puts the interceptor after all others of a bean, that of transactions too. */
    public static AnnotatedMethodPostProcessor innermost(
            AnnotatedMethods<?> methods, Consumer<Class<?>> check, MethodInterceptor interceptor) {
        AnnotatedMethodPostProcessor made = new AnnotatedMethodPostProcessor(methods, check, interceptor);
        // After the creator of the proxies that begin transactions.
        made.setOrder(Ordered.LOWEST_PRECEDENCE - 200);
        return made;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (!(bean instanceof ScopedObject)) {
            check.accept(AopProxyUtils.ultimateTargetClass(bean));
        }
        return super.postProcessAfterInitialization(bean, beanName);
    }

    /** What a scoped proxy leads to is intercepted itself. */
    @Override
    protected boolean isEligible(Object bean, String beanName) {
        return !(bean instanceof ScopedObject) && super.isEligible(bean, beanName);
    }

    private static final class AnnotatedMethodPointcut extends StaticMethodMatcherPointcut {

        private final AnnotatedMethods<?> methods;

        AnnotatedMethodPointcut(AnnotatedMethods<?> methods) {
            this.methods = methods;
        }

        @Override
        public boolean matches(Method method, Class<?> targetClass) {
            return methods.find(method, targetClass).isPresent();
        }
    }
}
