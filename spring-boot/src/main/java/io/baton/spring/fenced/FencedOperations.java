// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import io.baton.spring.Fenced;
import io.baton.spring.fenced.FencedOperation.ManagerName;
import io.baton.spring.methods.AnnotatedMethodException;
import io.baton.spring.methods.AnnotatedMethods;
import io.baton.spring.methods.ProxyRules;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttributeSource;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringValueResolver;

/** How methods are fenced, with placeholders resolved once. Safe for use by any number of threads. */
final class FencedOperations {

    private final TransactionAttributeSource transactions = new AnnotationTransactionAttributeSource(false);
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
        Fenced annotation = FencedMethods.METHODS
                .find(method, type)
                .orElseThrow(() -> new IllegalStateException(method + " is not fenced"));
        FencedOperation made = make(AnnotatedMethods.specific(method, type), type, annotation);
        operations.put(key, made);
        return made;
    }

    private FencedOperation make(Method method, Class<?> type, Fenced annotation) {
        String resource = resolved(annotation.value());
        if (resource.isBlank()) {
            throw new AnnotatedMethodException(
                    "@Fenced(\"" + annotation.value() + "\") on " + ProxyRules.text(method) + " names no resource",
                    "Give the resource a name of 1 to 255 characters, or give the property in its placeholder a value.");
        }
        String given = resolved(annotation.transactionManager());
        return new FencedOperation(
                ProxyRules.text(method),
                resource,
                new ManagerName(
                        given.isBlank() ? ofTransaction(method, type) : given,
                        Optional.ofNullable(BeanFactoryAnnotationUtils.getQualifierValue(ClassUtils.getUserClass(type)))
                                .orElse("")));
    }

    /** Spring's own reading: the method, else the class that declares it. */
    private String ofTransaction(Method method, Class<?> type) {
        return Optional.ofNullable(transactions.getTransactionAttribute(method, ClassUtils.getUserClass(type)))
                .map(TransactionAttribute::getQualifier)
                .map(this::resolved)
                .orElse("");
    }

    private String resolved(String value) {
        return Optional.ofNullable(values.resolveStringValue(value)).orElse("");
    }
}
