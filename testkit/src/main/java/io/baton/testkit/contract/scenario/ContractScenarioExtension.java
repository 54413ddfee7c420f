// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.scenario;

import io.baton.testkit.fixture.BackendTimings;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Gives each test of the contract a scenario of its own, and refuses classes that change the contract. */
final class ContractScenarioExtension implements BeforeAllCallback, ParameterResolver, AfterEachCallback {

    private static final Namespace SCENES = Namespace.create(ContractScenarioExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        List<String> changed = changed(context.getRequiredTestClass());
        if (!changed.isEmpty()) {
            throw new IllegalStateException("a backend passes the whole contract; " + context.getDisplayName()
                    + " overrides or disables " + changed
                    + ": differences between backends are numbers in the fixture's limits");
        }
    }

    /** The contract's tests that this class does not run as they stand. */
    static List<String> changed(Class<?> testClass) {
        List<String> changed = new ArrayList<>();
        if (AnnotationSupport.isAnnotated(testClass, Disabled.class)) {
            changed.add("the whole class");
        }
        for (Class<?> part : parts(testClass)) {
            Arrays.stream(part.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Test.class) && !isRunBy(testClass, method))
                    .forEach(method -> changed.add(method.getName()));
        }
        return changed;
    }

    /** The interfaces of the contract that the class or a class above it implements. */
    private static Set<Class<?>> parts(Class<?> type) {
        Set<Class<?>> parts = new LinkedHashSet<>();
        for (Class<?> each : type.getInterfaces()) {
            if (Contract.class.isAssignableFrom(each)) {
                parts.add(each);
                parts.addAll(parts(each));
            }
        }
        Class<?> above = type.getSuperclass();
        if (above != null) {
            parts.addAll(parts(above));
        }
        return parts;
    }

    private static boolean isRunBy(Class<?> testClass, Method method) {
        try {
            Method run = testClass.getMethod(method.getName(), method.getParameterTypes());
            return run.getDeclaringClass().equals(method.getDeclaringClass())
                    && !run.isAnnotationPresent(Disabled.class);
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ContractScenario.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Contract contract = (Contract) context.getRequiredTestInstance();
        Method test = context.getRequiredTestMethod();
        ContractScenario scenario = new ContractScenario(
                contract.fixture(), test.getName(), timings(contract.fixture().timings(), test));
        context.getStore(SCENES).put(ContractScenario.class, scenario);
        return scenario;
    }

    private static BackendTimings timings(BackendTimings shortest, Method test) {
        ShortLease lease = test.getAnnotation(ShortLease.class);
        return lease == null ? shortest.calm() : shortest.times(lease.times());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        ContractScenario scenario = context.getStore(SCENES).remove(ContractScenario.class, ContractScenario.class);
        if (scenario != null) {
            scenario.close();
        }
    }
}
