// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.methods;

import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;

/** Where an interceptor stands among those of a bean. */
public final class InterceptorPosition {

    private InterceptorPosition() {}

    /** Its place among the advisors of the bean, or less than 0 if the bean does not have it. */
    public static int of(Class<? extends MethodInterceptor> interceptor, Object bean) {
        if (bean instanceof Advised advised) {
            Advisor[] advisors = advised.getAdvisors();
            for (int i = 0; i < advisors.length; i++) {
                if (interceptor.isInstance(advisors[i].getAdvice())) {
                    return i;
                }
            }
        }
        return -1;
    }
}
