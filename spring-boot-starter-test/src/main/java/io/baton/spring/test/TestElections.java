// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.Candidate;
import io.baton.ElectionStatus;
import io.baton.ElectionStatus.State;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.connection.SessionStatus;
import io.baton.spi.ElectionName;
import io.baton.testkit.memory.MemoryBackendProvider;
import io.baton.testkit.memory.MemoryStore;
import io.baton.testkit.memory.ScriptedCandidate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.function.SingletonSupplier;

/**
 * The elections of a test's context: has the application win and lose them. Inject it into a test; each context of Spring's test
 * framework has one. Thread-safe.
 *
 * <pre>{@code
 * elections.lose("billing");
 * job.bill(); // is skipped
 * elections.elect("billing");
 * job.bill(); // runs
 * }</pre>
 *
 * <p>The other participant exists in the store only; it does no work. What a test method has changed is undone when it has ended:
 * the application leads again what it had lost, or with {@code @AutoConfigureElections(leader = false)} the other participant
 * does. Each method waits up to a minute and then throws an {@link IllegalStateException} that says what was missing.
 *
 * <p>When a method returns, {@code isLeader()}, {@code Leadership.isHeld()} and leader-only methods answer accordingly. Listeners
 * and application events are called on threads of their own and may come later. Not for test methods of one context that run at
 * the same time, nor for backends other than memory.
 */
public final class TestElections {

    private final ConfigurableApplicationContext context;
    private final StartingPoint start;
    private final SingletonSupplier<Store> store = SingletonSupplier.of(this::open);

    TestElections(ConfigurableApplicationContext context, StartingPoint start) {
        this.context = context;
        this.start = start;
    }

    /**
     * Has the application lead the election, and waits until it does. Does nothing if it leads.
     *
     * @throws IllegalArgumentException if the application has no elector for the election
     */
    public Leadership elect(String election) {
        LeaderElector elector = elector(election).start();
        store().others().leave(new ElectionName(election));
        return BoundedWait.present(
                elector::leadership, () -> missed("the application to lead '" + election + "'", elector));
    }

    /**
     * Has another participant lead the election; the application stays a candidate. Its leadership ends with {@link
     * io.baton.LossReason#REMOVED}, and leader-only work that runs is interrupted but not waited for: the call may come from inside
     * it.
     *
     * @throws IllegalArgumentException if the application has no elector for the election
     */
    public void lose(String election) {
        LeaderElector elector = elector(election);
        List<Leadership> held = elector.leadership().stream().toList();
        store().others().lead(new ElectionName(election));
        BoundedWait.until(
                () -> hasLost(elector) && areOver(held),
                () -> missed("the leadership of '" + election + "' to end", elector));
    }

    /**
     * Ends the application's session, as the store does after a long silence: each leadership ends with {@link
     * io.baton.LossReason#SESSION_LOST}, and another participant leads those elections. The application connects again, and stands
     * again when its leader-only work has ended; as with any store, it waits longer before each new session if one after the other
     * is short.
     */
    public void expire() {
        MemoryStore memory = store().memory();
        Baton baton = baton();
        String session = BoundedWait.present(() -> session(baton), () -> missed("a session to end"));
        List<LeaderElector> led =
                baton.electors().stream().filter(this::leadsInTheStore).toList();
        List<Leadership> held =
                led.stream().flatMap(elector -> elector.leadership().stream()).toList();
        memory.expireSession(session);
        led.forEach(elector -> store().others().lead(new ElectionName(elector.election())));
        BoundedWait.until(
                () -> !session(baton).equals(Optional.of(session))
                        && led.stream().noneMatch(LeaderElector::isLeader)
                        && areOver(held),
                () -> missed("session '" + session + "' to end"));
    }

    /** Before the application first stands. */
    void prepare() {
        if (start == StartingPoint.STANDBY && isInMemory()) {
            store().others().leadNewElections();
        }
    }

    /** Before a test method. */
    void begin() {
        if (start == StartingPoint.LEADER) {
            eachStarted(this::elect);
        } else if (start == StartingPoint.STANDBY) {
            eachStarted(this::lose);
        }
    }

    /** After a test method. */
    void end() {
        if (start == StartingPoint.STANDBY || !isInMemory()) {
            return;
        }
        Set<ElectionName> lost = store().others().elections();
        eachStarted(election -> {
            if (lost.contains(new ElectionName(election))) {
                elect(election);
            }
        });
    }

    private void eachStarted(Consumer<String> step) {
        context.getBeanProvider(Baton.class).stream()
                .flatMap(baton -> baton.electors().stream())
                .filter(TestElections::isStarted)
                .map(LeaderElector::election)
                .forEach(step);
    }

    private static boolean isStarted(LeaderElector elector) {
        try {
            var unused = elector.awaitLeadership(Duration.ZERO);
            return true;
        } catch (IllegalStateException | BatonException notStartedOrClosed) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two test methods", e);
        }
    }

    /** What it had may have been announced late: it has heard of the end when it stands again, or when its work is being ended. */
    private boolean hasLost(LeaderElector elector) {
        State state = state(elector).map(ElectionStatus::state).orElse(State.CLOSED);
        return switch (state) {
            case IDLE, DRAINING, CLOSED -> true;
            case ENTERING, LEADING -> false;
            case WAITING -> stands(elector);
        };
    }

    /** Whether leader-only work has been interrupted, too: that comes just after the leadership is not held any more. */
    private static boolean areOver(List<Leadership> leaderships) {
        return leaderships.stream()
                .allMatch(leadership -> leadership.lost().toCompletableFuture().isDone());
    }

    private boolean stands(LeaderElector elector) {
        return queue(elector).contains(elector.candidate().id());
    }

    /** Whether the process knows of it yet or not. */
    private boolean leadsInTheStore(LeaderElector elector) {
        return store().memory().candidateQueue(new ElectionName(elector.election())).queue().stream()
                .anyMatch(place -> place.leads()
                        && place.candidate().id().equals(elector.candidate().id()));
    }

    private static Optional<String> session(Baton baton) {
        return baton.status().session().map(SessionStatus::name);
    }

    private LeaderElector elector(String election) {
        store();
        Baton baton = baton();
        return baton.find(election)
                .orElseThrow(() -> new IllegalArgumentException("the application has no elector for the election '"
                        + election + "', only for "
                        + baton.electors().stream().map(LeaderElector::election).toList()));
    }

    private Optional<ElectionStatus> state(LeaderElector elector) {
        return baton().status().elections().stream()
                .filter(status -> status.election().equals(elector.election()))
                .findFirst();
    }

    private List<String> queue(LeaderElector elector) {
        return store().memory().candidateQueue(new ElectionName(elector.election())).queue().stream()
                .map(place -> place.candidate().id())
                .toList();
    }

    private String missed(String what, LeaderElector elector) {
        return missed(what) + "; its candidate '" + elector.candidate().id() + "' is "
                + state(elector).map(ElectionStatus::state).orElse(State.CLOSED) + ", and in the store stand "
                + queue(elector) + ", the leader first";
    }

    private static String missed(String what) {
        return "waited " + BoundedWait.BOUND.toSeconds() + " s in vain for " + what;
    }

    private boolean isInMemory() {
        return backend().equals(MemoryBackendInstaller.MEMORY);
    }

    private String backend() {
        return context.getEnvironment()
                .getProperty(MemoryBackendInstaller.BACKEND, "")
                .strip();
    }

    private Baton baton() {
        Baton baton = context.getBeanProvider(Baton.class).getIfAvailable();
        if (baton == null) {
            throw new IllegalStateException("this context has no bean of type Baton; in a slice such as @WebMvcTest add"
                    + " @AutoConfigureElections to the test class");
        }
        return baton;
    }

    private Store store() {
        return store.obtain();
    }

    private Store open() {
        if (!isInMemory()) {
            throw new IllegalStateException(
                    "TestElections needs baton.backend=memory, but in this context it is '" + backend()
                            + "'; add @AutoConfigureElections to the test class, or do not set baton.backend in the test");
        }
        MemoryStore memory = MemoryBackendProvider.store(context.getEnvironment()
                .getRequiredProperty(MemoryBackendInstaller.STORE)
                .strip());
        return new Store(memory, new ScriptedCandidate(memory, new Candidate("another-process")));
    }

    private record Store(MemoryStore memory, ScriptedCandidate others) {}
}
