// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.fault;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What tests tell a {@link TcpProxy} to do: carried out by the proxy's thread, one command after the other. */
final class ProxyCommands {

    private static final int LONGEST_SECONDS = 10;

    private final Thread thread;
    private final Selector selector;
    private final Queue<Command> commands = new ConcurrentLinkedQueue<>();

    /**
     * @param thread carries the commands out
     * @param selector is woken up for a command
     */
    ProxyCommands(Thread thread, Selector selector) {
        this.thread = thread;
        this.selector = selector;
    }

    /** Returns when the command has taken effect, or at once if the proxy is closed. */
    void run(Runnable action, BooleanSupplier closed) {
        if (Thread.currentThread() == thread) {
            action.run();
            return;
        }
        Command command = new Command(action, new CompletableFuture<>());
        commands.add(command);
        selector.wakeup();
        if (!closed.getAsBoolean()) {
            command.done().orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS).join();
        }
    }

    /**
     * Carries out what was told so far. For the proxy's thread.
     *
     * @param before runs before each command
     */
    void runAll(BeforeCommand before) throws IOException {
        List<Command> carriedOut = new ArrayList<>();
        for (Command command = commands.poll(); command != null; command = commands.poll()) {
            before.run();
            command.action().run();
            carriedOut.add(command);
        }
        if (!carriedOut.isEmpty()) {
            // A channel that was closed leaves its port only when the selector has let go of it.
            selector.selectNow();
            carriedOut.forEach(Command::end);
        }
    }

    /** No command is carried out any more: no caller waits. */
    void end() {
        commands.forEach(Command::end);
    }

    /** A step that may find a connection broken. */
    interface BeforeCommand {

        void run() throws IOException;
    }

    private record Command(Runnable action, CompletableFuture<Void> done) {

        void end() {
            done.complete(null);
        }
    }
}
