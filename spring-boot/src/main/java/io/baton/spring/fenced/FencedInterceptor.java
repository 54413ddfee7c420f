// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import io.baton.Leadership;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** Has the token of the current leadership checked before a method runs. */
final class FencedInterceptor implements MethodInterceptor {

    private final FencedOperations operations;
    private final TokenCheck check;

    FencedInterceptor(FencedOperations operations, TokenCheck check) {
        this.operations = operations;
        this.check = check;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object target = invocation.getThis();
        Class<?> type = target == null ? invocation.getMethod().getDeclaringClass() : target.getClass();
        FencedOperation operation = operations.of(invocation.getMethod(), type);
        Leadership leadership = Leadership.current()
                .orElseThrow(() -> operation.refused(
                        "without a leadership",
                        "call it from a @LeaderOnly method or from a task of whileLeader, in the thread that runs it"));
        check.check(operation, leadership.token());
        return invocation.proceed();
    }
}
