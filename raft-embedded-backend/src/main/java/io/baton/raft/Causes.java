// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A failure with all that led to it, in one line: the engine names a file in the innermost cause only. */
final class Causes {

    private Causes() {}

    static String text(Throwable failure) {
        Set<String> messages = new LinkedHashSet<>();
        @Nullable Throwable cause = failure;
        while (cause != null) {
            String message = cause.getMessage();
            messages.add(message == null ? cause.getClass().getSimpleName() : message);
            cause = cause.getCause();
        }
        return String.join(": ", messages);
    }
}
