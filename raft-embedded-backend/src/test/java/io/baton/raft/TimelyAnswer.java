// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.internal.failure.ExceptionText;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** An answer of a member that has to come within ten seconds. */
final class TimelyAnswer {

    private static final int BOUND_SECONDS = 10;

    private TimelyAnswer() {}

    static byte[] join(CompletableFuture<byte[]> answer) {
        try {
            return answer.orTimeout(BOUND_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw new IllegalStateException(ExceptionText.text(e), e.getCause());
        }
    }
}
