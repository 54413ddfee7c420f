// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory.session;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The questions of a session that have no answer yet: they fail when it is over. Thread-safe. */
final class OpenQueries {

    private final Queue<CompletableFuture<?>> open = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    <A> CompletableFuture<A> begin() {
        CompletableFuture<A> inquiry = new CompletableFuture<>();
        open.removeIf(CompletableFuture::isDone);
        open.add(inquiry);
        if (over) {
            failAll();
        }
        return inquiry;
    }

    void failAll() {
        over = true;
        open.forEach(inquiry -> inquiry.completeExceptionally(new IllegalStateException("the session is over")));
    }
}
