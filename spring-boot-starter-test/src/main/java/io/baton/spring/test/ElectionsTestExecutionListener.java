// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test;

import java.util.Optional;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Sees to it that a test method begins as its class says, and that what it did to the elections ends with it. */
final class ElectionsTestExecutionListener implements TestExecutionListener, Ordered {

    /** After the injection of dependencies (2000), which may make the context anew; before transactions begin (4000). */
    @Override
    public int getOrder() {
        return 2500;
    }

    @Override
    public void beforeTestMethod(TestContext test) {
        elections(test).ifPresent(TestElections::begin);
    }

    @Override
    public void afterTestMethod(TestContext test) {
        elections(test).ifPresent(TestElections::end);
    }

    /** A test without a context does not get one for this. */
    private static Optional<TestElections> elections(TestContext test) {
        if (test.hasApplicationContext()
                && test.getApplicationContext() instanceof ConfigurableApplicationContext context
                && context.isActive()) {
            return context.getBeanProvider(TestElections.class).stream().findFirst();
        }
        return Optional.empty();
    }
}
