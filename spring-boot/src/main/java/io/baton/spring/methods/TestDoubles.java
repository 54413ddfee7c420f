// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.methods;

import java.lang.reflect.Field;
import org.mockito.Mockito;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.util.ClassUtils;

/** Objects that a test has put in place of beans: they pass no interceptor, and what they do is the test's concern. */
public final class TestDoubles {

    private static final boolean MOCKITO =
            ClassUtils.isPresent("org.mockito.Mockito", TestDoubles.class.getClassLoader());

    private TestDoubles() {}

    /** Whether the bean is one. */
    public static boolean isOne(BeanDefinition definition, Object bean) {
        return isOverride(definition) || (MOCKITO && Mocks.isOne(bean));
    }

    /** Spring's test support names the field of the test as what says which bean is meant. */
    private static boolean isOverride(BeanDefinition definition) {
        return definition instanceof RootBeanDefinition root && root.getQualifiedElement() instanceof Field;
    }

    /** Apart, because an application does not have Mockito. */
    private static final class Mocks {

        static boolean isOne(Object bean) {
            return Mockito.mockingDetails(bean).isMock();
        }
    }
}
