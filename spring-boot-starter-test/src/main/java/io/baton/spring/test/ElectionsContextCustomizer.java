// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/** Equal customizers share a context of the test framework's cache. */
record ElectionsContextCustomizer(StartingPoint start) implements ContextCustomizer {

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        context.addBeanFactoryPostProcessor(new MemoryBackendInstaller(context, start));
    }
}
