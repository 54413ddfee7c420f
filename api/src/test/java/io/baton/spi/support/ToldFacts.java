// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Notes what is told through an interface of facts, and throws where a test asks it to. */
final class ToldFacts {

    private final List<String> told = new ArrayList<>();
    private String thrower = "";

    <T> T as(Class<T> facts) {
        return facts.cast(Proxy.newProxyInstance(
                facts.getClassLoader(), new Class<?>[] {facts}, (proxy, method, arguments) -> {
                    note(method.getName() + (arguments == null ? "" : Arrays.toString(arguments)));
                    if (method.getName().equals(thrower)) {
                        throw new StackOverflowError("thrown by " + thrower);
                    }
                    return null;
                }));
    }

    void throwAt(String fact) {
        thrower = fact;
    }

    void note(String what) {
        told.add(what);
    }

    List<String> all() {
        return told;
    }
}
