// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation.store;

import io.baton.testkit.memory.session.StoreLink;
import io.baton.testkit.memory.store.StoreEvent;
import io.baton.testkit.memory.store.StoreRequest;
import io.baton.testkit.simulation.context.NetworkConditions;
import io.baton.testkit.simulation.context.SimulationContext;
import io.baton.testkit.simulation.process.Incarnation;
import io.baton.testkit.simulation.process.Network;
import io.baton.testkit.simulation.process.NetworkConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The way from one session to the store, which the adversary holds in its hands. */
final class SimulatedLink implements StoreLink, NetworkConnection {

    private static final Set<StoreEvent.Kind> CANDIDACY_EVENTS = EnumSet.of(
            StoreEvent.Kind.CANDIDACY_GONE, StoreEvent.Kind.PREDECESSOR_GONE, StoreEvent.Kind.BID_CARRIED_OUT);

    private final SimulationContext simulationContext;
    private final InMemoryStoreModel store;
    private final Incarnation in;
    private final Network network;
    private final long requestTimeout;
    private final Deque<Runnable> steps = new ArrayDeque<>();
    private final Deque<StoreEvent> events = new ArrayDeque<>();
    private final List<Exchange<?>> underWay = new ArrayList<>();
    private Consumer<StoreEvent> receiver = event -> {};
    private long lastEventAt;
    private boolean closed;

    SimulatedLink(
            SimulationContext simulationContext, InMemoryStoreModel store, Incarnation in, Duration requestTimeout) {
        this.simulationContext = simulationContext;
        this.store = store;
        this.in = in;
        this.network = in.network();
        this.requestTimeout = requestTimeout.toNanos();
        network.add(this);
    }

    @Override
    public boolean isOver() {
        return closed || in.isDead();
    }

    @Override
    public void run(Runnable step) {
        if (steps.isEmpty() && simulationContext.random().chance(0.8)) {
            step.run();
            return;
        }
        steps.add(step);
        inProcess(simulationContext.conditions().latency(), () -> steps.remove().run());
    }

    @Override
    public void after(Duration delay, Runnable step) {
        inProcess(delay.toNanos(), step);
    }

    @Override
    public Consumer<StoreEvent> connect(Consumer<StoreEvent> events) {
        receiver = events;
        return this::happened;
    }

    @Override
    public <A> void send(StoreRequest<A> request, Reply<A> reply) {
        Exchange<A> exchange = new Exchange<>(request, reply);
        underWay.removeIf(Exchange::isOver);
        underWay.add(exchange);
        exchange.begin();
    }

    @Override
    public void leaveServer() {
        network.leaveServer();
    }

    @Override
    public void close(StoreRequest<?> last) {
        if (!closed) {
            simulationContext.trace(in.toString(), () -> "closes its session: " + last);
            new Exchange<>(last, new Ignored<>()).begin();
            closed = true;
        }
    }

    @Override
    public void disconnected() {
        inProcess(0, () -> {
            simulationContext.trace(in.toString(), () -> "is disconnected");
            receiver.accept(new StoreEvent(StoreEvent.Kind.DISCONNECTED, "", 0));
            List.copyOf(underWay).forEach(Exchange::giveUp);
        });
    }

    @Override
    public void connected() {
        inProcess(0, () -> {
            simulationContext.trace(in.toString(), () -> "is connected again");
            receiver.accept(new StoreEvent(StoreEvent.Kind.CONNECTED, "", 0));
        });
    }

    private void inProcess(long delay, Runnable step) {
        in.after(delay, () -> {
            if (!closed) {
                step.run();
            }
        });
    }

    private void happened(StoreEvent event) {
        if (CANDIDACY_EVENTS.contains(event.kind())
                && simulationContext.conditions().losesEvent()) {
            simulationContext.trace(in.toString(), () -> "never hears " + event);
            return;
        }
        lastEventAt = Math.max(
                lastEventAt,
                network.eventsFrom() + simulationContext.conditions().delay());
        events.add(event);
        simulationContext.time().at(lastEventAt, this::deliver);
    }

    /** Delivers the oldest event that is under way; each call stands for one event. */
    private void deliver() {
        if (network.eventsFrom() > simulationContext.time().now()) {
            simulationContext.time().at(network.eventsFrom(), this::deliver);
            return;
        }
        in.after(0, () -> {
            StoreEvent event = events.remove();
            if (!closed) {
                simulationContext.trace(in.toString(), () -> "hears " + event);
                receiver.accept(event);
            }
        });
    }

    /** One request with its answer. */
    private final class Exchange<A> {

        private final StoreRequest<A> request;
        private final Reply<A> reply;
        private boolean over;

        Exchange(StoreRequest<A> request, Reply<A> reply) {
            this.request = request;
            this.reply = reply;
        }

        boolean isOver() {
            return over;
        }

        void begin() {
            simulationContext.trace(in.toString(), () -> "sends " + request);
            NetworkConditions networkConditions = simulationContext.conditions();
            inProcess(network.isSeenDown() ? networkConditions.delay() : requestTimeout, this::giveUp);
            if (network.isCut() || networkConditions.losesMessage()) {
                if (networkConditions.makesLate()) {
                    simulationContext
                            .time()
                            .after(requestTimeout + networkConditions.lateness(), () -> store.execute(request));
                }
                return;
            }
            store.sends(request);
            simulationContext.time().after(network.delay(), this::arrive);
            if (networkConditions.repeats()) {
                simulationContext
                        .time()
                        .after(networkConditions.delay() + networkConditions.lateness(), () -> store.execute(request));
            }
        }

        private void arrive() {
            if (network.isCut() && simulationContext.random().chance(0.5)) {
                return;
            }
            A answer = store.execute(request);
            if (!simulationContext.conditions().losesMessage()) {
                simulationContext.time().after(network.delay(), () -> answered(answer));
            }
        }

        private void answered(A answer) {
            if (network.isCut()) {
                simulationContext.time().at(network.cutUntil(), () -> answered(answer));
                return;
            }
            inProcess(0, () -> {
                if (!over) {
                    over = true;
                    simulationContext.trace(in.toString(), () -> "is answered " + answer + " to " + request);
                    reply.answered(answer);
                }
            });
        }

        void giveUp() {
            if (!over) {
                over = true;
                simulationContext.trace(in.toString(), () -> "gives up " + request);
                reply.unknown(new TimeoutException("no answer in time"));
            }
        }
    }

    private record Ignored<A>() implements Reply<A> {
        @Override
        public void answered(A answer) {}

        @Override
        public void unknown(Throwable cause) {}
    }
}
