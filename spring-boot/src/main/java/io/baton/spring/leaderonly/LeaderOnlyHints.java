// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.leaderonly;

import io.baton.spring.methods.LeaderOnlyMethods;
import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;

/** Keeps leader-only methods in a native image: behind the interceptor they are called by reflection. */
final class LeaderOnlyHints implements BeanRegistrationAotProcessor {

    @Override
    public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
        Set<Method> methods = LeaderOnlyMethods.of(bean.getBeanClass()).keySet();
        if (methods.isEmpty()) {
            return null;
        }
        return (generation, code) -> methods.forEach(
                method -> generation.getRuntimeHints().reflection().registerMethod(method, ExecutableMode.INVOKE));
    }
}
