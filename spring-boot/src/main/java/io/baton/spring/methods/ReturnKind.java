// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.methods;

import io.baton.NotLeaderException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ReactiveAdapterRegistry;

/** What a leader-only method answers where it is not run. */
public enum ReturnKind {
    /** Null. */
    REFERENCE,
    /** An empty {@code Optional}. */
    OPTIONAL,
    /** A stage that has completed; the work counts until the method's own stage completes. */
    STAGE;

    private static final Set<String> WORKED_ON_LATER = Set.of(
            "org.reactivestreams.Publisher",
            "kotlinx.coroutines.Job",
            "org.springframework.web.context.request.async.DeferredResult",
            "org.springframework.web.context.request.async.WebAsyncTask",
            "org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter",
            "org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody");

    /**
     * The kind of a return type.
     *
     * @return nothing if work would go on uncounted after the method has returned, or no value says that the method was not run
     */
    public static Optional<ReturnKind> of(Class<?> type) {
        if (type == CompletionStage.class || type == CompletableFuture.class) {
            return Optional.of(STAGE);
        }
        if (type == Optional.class) {
            return Optional.of(OPTIONAL);
        }
        boolean refused = (type.isPrimitive() && type != void.class)
                || Future.class.isAssignableFrom(type)
                || CompletionStage.class.isAssignableFrom(type)
                || BaseStream.class.isAssignableFrom(type)
                || java.util.concurrent.Flow.Publisher.class.isAssignableFrom(type)
                || ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null
                || isWorkedOnLater(type);
        return refused ? Optional.empty() : Optional.of(REFERENCE);
    }

    /** By name, because an application need not have the interface. */
    private static boolean isWorkedOnLater(Class<?> type) {
        if (WORKED_ON_LATER.contains(type.getName()) || type.getName().startsWith("kotlinx.coroutines.flow.")) {
            return true;
        }
        for (Class<?> parent : type.getInterfaces()) {
            if (isWorkedOnLater(parent)) {
                return true;
            }
        }
        return type.getSuperclass() != null && isWorkedOnLater(type.getSuperclass());
    }

    /** What the method answers instead. */
    public @Nullable Object whenSkipped() {
        return switch (this) {
            case REFERENCE -> null;
            case OPTIONAL -> Optional.empty();
            case STAGE -> CompletableFuture.completedFuture(null);
        };
    }

    /** Throws, or answers a stage that has failed. */
    @SuppressWarnings("FutureReturnValueIgnored") // The caller of the method has it.
    public Object whenRefused(NotLeaderException why) {
        if (this == STAGE) {
            return CompletableFuture.failedFuture(why);
        }
        throw why;
    }
}
