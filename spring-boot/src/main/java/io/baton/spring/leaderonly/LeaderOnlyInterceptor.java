// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.leaderonly;

import io.baton.LeaderOnly;
import io.baton.Leadership;
import io.baton.LeadershipLostException;
import io.baton.NotLeaderException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a method under the leadership of this process, if it leads; costs no request to the store. */
final class LeaderOnlyInterceptor implements MethodInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderOnlyInterceptor.class);

    private final LeaderOnlyOperations operations;
    private final Function<String, Optional<Leadership>> leaderships;
    private final LeaderOnlyCalls calls;

    /**
     * Intercepts.
     *
     * @param leaderships the leadership that this process holds in a named election, if it does
     */
    LeaderOnlyInterceptor(
            LeaderOnlyOperations operations,
            Function<String, Optional<Leadership>> leaderships,
            LeaderOnlyCalls calls) {
        this.operations = operations;
        this.leaderships = leaderships;
        this.calls = calls;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object target = invocation.getThis();
        Class<?> type = target == null ? invocation.getMethod().getDeclaringClass() : target.getClass();
        LeaderOnlyOperation operation = operations.of(invocation.getMethod(), type);
        Optional<Leadership> held = leaderships.apply(operation.election());
        if (held.isEmpty()) {
            return notRun(operation, invocation, type);
        }
        Call call = new Call(invocation, held.get(), calls.of(operation.election()));
        try {
            return switch (operation.kind()) {
                case STAGE -> call.runStage(operation.interruptOnLoss());
                case REFERENCE, OPTIONAL -> call.run(operation.interruptOnLoss());
            };
        } catch (LeadershipLostException e) {
            if (call.begun) {
                throw e;
            }
            return notRun(operation, invocation, type);
        } catch (UndeclaredThrowableException e) {
            throw call.failure == null ? e : call.failure;
        }
    }

    /** A handler that is skipped would have its request answered as if it had been served. */
    private @Nullable Object notRun(LeaderOnlyOperation operation, MethodInvocation invocation, Class<?> type) {
        calls.of(operation.election()).skipped();
        LOG.debug("election='{}' {} is not run: this process does not lead", operation.election(), invocation);
        boolean skips = operation.otherwise() == LeaderOnly.Otherwise.SKIP
                && !operations.isHandler(invocation.getMethod(), type);
        return skips
                ? operation.kind().whenSkipped()
                : operation.kind().whenRefused(new NotLeaderException(operation.election()));
    }

    /** One call in a process that leads. */
    private static final class Call {

        private final MethodInvocation invocation;
        private final Leadership leadership;
        private final LeaderOnlyCalls.Counters counters;
        private boolean begun;
        private @Nullable Throwable failure;
        private @Nullable Object own;

        Call(MethodInvocation invocation, Leadership leadership, LeaderOnlyCalls.Counters counters) {
            this.invocation = invocation;
            this.leadership = leadership;
            this.counters = counters;
        }

        @Nullable
        Object run(boolean interruptOnLoss) throws Exception {
            Callable<Optional<Object>> work = () -> {
                begun = true;
                try {
                    return Optional.ofNullable(proceed());
                } finally {
                    counters.ended(leadership.isHeld());
                }
            };
            return (interruptOnLoss ? leadership.call(work) : leadership.callUninterrupted(work)).orElse(null);
        }

        /** The method's own stage: an application may cancel it. */
        @Nullable
        Object runStage(boolean interruptOnLoss) {
            var unused = interruptOnLoss
                    ? leadership.callAsync(this::beginStage)
                    : leadership.callAsyncUninterrupted(this::beginStage);
            return own;
        }

        private CompletionStage<Object> beginStage() {
            begun = true;
            try {
                own = proceed();
            } catch (Throwable e) {
                counters.ended(leadership.isHeld());
                throw e;
            }
            CompletionStage<?> stage = own == null ? CompletableFuture.completedFuture(null) : (CompletionStage<?>) own;
            return stage.handle((value, problem) -> {
                counters.ended(leadership.isHeld());
                return invocation;
            });
        }

        /** Keeps what cannot be thrown from here, for {@link #invoke}. */
        private @Nullable Object proceed() {
            try {
                return invocation.proceed();
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                failure = e;
                throw new UndeclaredThrowableException(e);
            }
        }
    }
}
