// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import io.baton.spring.Fenced;
import io.baton.spring.methods.AnnotatedMethods;
import io.baton.spring.methods.LeaderOnlyMethodException;
import io.baton.spring.methods.ProxyRules;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodClassKey;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringValueResolver;

/** How methods are fenced, with placeholders resolved once. Safe for use by any number of threads. */
final class FencedOperations {

    static final AnnotatedMethods<Fenced> METHODS = new AnnotatedMethods<>(Fenced.class);
    static final ProxyRules RULES = new ProxyRules("Fenced");

    /** By name: the interceptor is asked for before it is known whether the application has transactions. */
    private static final String TRANSACTIONAL = "org.springframework.transaction.annotation.Transactional";

    private final StringValueResolver values;
    private final Map<MethodClassKey, FencedOperation> operations = new ConcurrentHashMap<>();

    FencedOperations(StringValueResolver values) {
        this.values = values;
    }

    /** How the method of the class is fenced; it is. */
    FencedOperation of(Method method, Class<?> type) {
        MethodClassKey key = new MethodClassKey(method, type);
        FencedOperation known = operations.get(key);
        if (known != null) {
            return known;
        }
        Fenced annotation =
                METHODS.find(method, type).orElseThrow(() -> new IllegalStateException(method + " is not fenced"));
        FencedOperation made = make(AnnotatedMethods.specific(method, type), type, annotation);
        operations.put(key, made);
        return made;
    }

    private FencedOperation make(Method method, Class<?> type, Fenced annotation) {
        String resource = resolved(annotation.value());
        if (resource.isBlank()) {
            throw new LeaderOnlyMethodException(
                    "@Fenced(\"" + annotation.value() + "\") on " + ProxyRules.text(method) + " names no resource",
                    "Give the resource a name of 1 to 255 characters, or give the property in its placeholder a value.");
        }
        String given = resolved(annotation.transactionManager());
        return new FencedOperation(
                ProxyRules.text(method), resource, given.isBlank() ? ofTransactional(method, type) : given);
    }

    private String ofTransactional(Method method, Class<?> type) {
        return attributes(method)
                .or(() -> Optional.ofNullable(AnnotatedElementUtils.findMergedAnnotationAttributes(
                        ClassUtils.getUserClass(type), TRANSACTIONAL, false, false)))
                .map(attributes -> resolved(attributes.getString("transactionManager")))
                .orElse("");
    }

    private static Optional<AnnotationAttributes> attributes(Method method) {
        return Optional.ofNullable(
                AnnotatedElementUtils.findMergedAnnotationAttributes(method, TRANSACTIONAL, false, false));
    }

    private String resolved(String value) {
        return Optional.ofNullable(values.resolveStringValue(value)).orElse("");
    }
}
