// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.spi;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BooleanSupplier;

/** The same facts of a session or a candidacy, all of which a test can keep back or follow. As thread-safe as what is given. */
public final class InterceptedFacts {

    private InterceptedFacts() {}

    /**
     * Facts that are told to the given ones.
     *
     * @param kind the interface
     * @param told whether the next fact is told at all
     * @param then called after each fact that was told; what it throws is thrown to who tells
     */
    public static <T> T of(Class<T> kind, T facts, BooleanSupplier told, Runnable then) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            boolean isFact = method.getDeclaringClass() != Object.class;
            if (isFact && !told.getAsBoolean()) {
                return null;
            }
            Object answer;
            try {
                answer = method.invoke(facts, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
            if (isFact) {
                then.run();
            }
            return answer;
        };
        return kind.cast(Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] {kind}, handler));
    }
}
