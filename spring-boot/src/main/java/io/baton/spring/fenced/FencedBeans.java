// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import java.lang.reflect.Method;
import java.util.Set;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** The fenced methods of beans, by the types of their definitions. */
final class FencedBeans {

    private FencedBeans() {}

    /** None if the type is not known or cannot be loaded. */
    static Set<Method> methods(ConfigurableListableBeanFactory beans, String bean) {
        try {
            Class<?> type = beans.getType(bean, false);
            return type == null ? Set.of() : FencedOperations.METHODS.of(type).keySet();
        } catch (LinkageError | IllegalStateException | BeansException unknown) {
            return Set.of();
        }
    }
}
