// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory;

import io.baton.spi.SessionGrant;
import io.baton.testkit.memory.session.StoreLink;
import io.baton.testkit.memory.store.StoreEvent;
import io.baton.testkit.memory.store.StoreEvent.Kind;
import io.baton.testkit.memory.store.StoreRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The way from one session to the store, over the backend's thread, that can be cut. */
final class InMemoryLink implements StoreLink {

    private final MemoryStore store;
    private final ScheduledExecutorService thread;
    private final Duration requestTimeout;
    private final Queue<StoreEvent> heldBack = new ArrayDeque<>();
    private Consumer<StoreEvent> receiver = event -> {};
    private boolean toldDisconnected;
    private volatile boolean cut;
    private volatile boolean closed;

    InMemoryLink(MemoryStore store, ScheduledExecutorService thread, Duration requestTimeout, boolean cut) {
        this.store = store;
        this.thread = thread;
        this.requestTimeout = requestTimeout;
        this.cut = cut;
    }

    void cut() {
        cut = true;
    }

    void heal() {
        cut = false;
        thread.execute(this::healed);
    }

    @Override
    public void run(Runnable step) {
        thread.execute(() -> ifOpen(step));
    }

    @Override
    public void after(Duration delay, Runnable step) {
        ScheduledFuture<?> unused = thread.schedule(() -> ifOpen(step), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public Consumer<StoreEvent> connect(Consumer<StoreEvent> events) {
        receiver = events;
        return event -> run(() -> heard(event));
    }

    @Override
    public <A> void send(StoreRequest<A> request, Reply<A> reply) {
        if (cut) {
            after(requestTimeout, () -> silent(reply));
            return;
        }
        store.expireSilent();
        A answer = store.execute(request);
        if (closed && answer instanceof SessionGrant late) {
            store.execute(new StoreRequest.EndSession(late.session()));
        }
        run(() -> reply.answered(answer));
    }

    @Override
    public void leaveServer() {
        // There is one store only.
    }

    @Override
    public void close(StoreRequest<?> last) {
        boolean first = !closed;
        closed = true;
        if (first && !cut) {
            store.execute(last);
        }
    }

    private void silent(Reply<?> reply) {
        if (cut && !toldDisconnected) {
            toldDisconnected = true;
            receiver.accept(new StoreEvent(Kind.DISCONNECTED, "", 0));
        }
        reply.unknown(new TimeoutException("no answer within " + requestTimeout));
    }

    private void heard(StoreEvent event) {
        if (cut || !heldBack.isEmpty()) {
            heldBack.add(event);
        } else {
            receiver.accept(event);
        }
    }

    private void healed() {
        if (cut || closed) {
            return;
        }
        if (toldDisconnected) {
            toldDisconnected = false;
            receiver.accept(new StoreEvent(Kind.CONNECTED, "", 0));
        }
        while (!heldBack.isEmpty()) {
            receiver.accept(heldBack.remove());
        }
    }

    private void ifOpen(Runnable step) {
        if (!closed) {
            step.run();
        }
    }
}
