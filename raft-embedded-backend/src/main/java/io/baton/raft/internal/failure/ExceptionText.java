// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.failure;

import java.net.ConnectException;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.StatusRuntimeException;

/** A failure with all that led to it, in one line: the engine names a file in the innermost cause only. */
public final class ExceptionText {

    private ExceptionText() {}

    /** Whether there is no connection, or not any more. */
    public static boolean isBrokenConnection(Throwable failure) {
        return hasStatus(failure, Status.Code.UNAVAILABLE);
    }

    /** Whether nothing was answered in the time that the call had. */
    public static boolean isOverdue(Throwable failure) {
        return hasStatus(failure, Status.Code.DEADLINE_EXCEEDED);
    }

    /** Whether the server has refused the call itself, as it does when it is not in the group that was asked for. */
    public static boolean isRefusal(Throwable failure) {
        return hasStatus(failure, Status.Code.INTERNAL);
    }

    private static boolean hasStatus(Throwable failure, Status.Code code) {
        return chain(failure)
                .anyMatch(cause -> cause instanceof StatusRuntimeException status
                        && status.getStatus().getCode() == code);
    }

    /** Whether the host has said that no process listens there. */
    public static boolean isRefusedConnection(Throwable failure) {
        return chain(failure)
                .anyMatch(cause -> cause instanceof ConnectException
                        && String.valueOf(cause.getMessage()).contains("refused"));
    }

    /** What says that an entry will never be taken, if something does. */
    public static Optional<RefusedEntryException> refusedEntry(Throwable failure) {
        return chain(failure)
                .filter(RefusedEntryException.class::isInstance)
                .map(RefusedEntryException.class::cast)
                .findFirst();
    }

    public static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    public static String text(Throwable failure) {
        Set<String> messages = new LinkedHashSet<>();
        chain(failure).forEach(cause -> {
            String message = cause.getMessage();
            messages.add(message == null ? cause.getClass().getSimpleName() : message);
        });
        return String.join(": ", messages);
    }
}
