// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test;

import java.util.List;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;

/** Puts elections in memory into the context of each test. */
final class ElectionsContextCustomizerFactory implements ContextCustomizerFactory {

    @Override
    public ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        return new ElectionsContextCustomizer(StartingPoint.of(testClass));
    }
}
