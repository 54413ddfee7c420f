// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.methods;

import io.baton.spring.Fenced;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;

/** Keeps annotated methods in a native image: behind an interceptor they are called by reflection. */
final class InterceptedMethodHints implements BeanRegistrationAotProcessor {

    private static final AnnotatedMethods<Fenced> FENCED = new AnnotatedMethods<>(Fenced.class);

    @Override
    public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
        Set<Method> methods =
                new HashSet<>(LeaderOnlyMethods.of(bean.getBeanClass()).keySet());
        methods.addAll(FENCED.of(bean.getBeanClass()).keySet());
        if (methods.isEmpty()) {
            return null;
        }
        return (generation, code) -> methods.forEach(
                method -> generation.getRuntimeHints().reflection().registerMethod(method, ExecutableMode.INVOKE));
    }
}
