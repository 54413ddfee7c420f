// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Puts entries into the log of a group, one after the other, until it is closed. Each opens a session, and the id of a session
 * is the place of its entry in the log: an id that does not grow tells that an acknowledged entry was lost.
 */
final class Acknowledged implements AutoCloseable {

    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Duration BOUND = Duration.ofMinutes(2);

    private final Probe probe;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Thread thread = new Thread(this::write, "acknowledged");
    private volatile long count;
    private volatile boolean closed;

    Acknowledged(Members members) {
        probe = members.probe("writer");
        thread.start();
    }

    private void write() {
        Optional<Reply.Opened> last = Optional.empty();
        try {
            for (long number = 1; !closed; number++) {
                Reply.Opened next =
                        (Reply.Opened) probe.execute(new Command.Open(number, LEASE.toNanos(), "", probe.secret()));
                if (last.isPresent()
                        && last.get().session().index() >= next.session().index()) {
                    throw new AssertionError("session " + next + " was opened after " + last.get());
                }
                probe.execute(new Command.Close(next.session()));
                last = Optional.of(next);
                count = number;
            }
            end.complete(null);
        } catch (RuntimeException | AssertionError e) {
            end.completeExceptionally(e);
        }
    }

    /** Finds that nothing was lost so far. */
    void check() {
        if (end.isDone()) {
            end.join();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            end.orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS).join();
        } finally {
            probe.close();
        }
    }

    @Override
    public String toString() {
        return 2 * count + " entries were acknowledged besides";
    }
}
