// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import io.baton.spring.Fenced;
import io.baton.spring.methods.AnnotatedMethods;
import io.baton.spring.methods.ProxyRules;

/** Finds {@code @Fenced} methods and refuses them; also for an application that has neither JDBC nor Spring's transactions. */
final class FencedMethods {

    static final AnnotatedMethods<Fenced> METHODS = new AnnotatedMethods<>(Fenced.class);
    static final ProxyRules RULES = new ProxyRules("Fenced");

    private FencedMethods() {}
}
