// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation;

import io.baton.Leadership;
import io.baton.spi.ElectionName;
import io.baton.testkit.memory.MemoryStore;
import io.baton.testkit.memory.StoreRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all processes of one simulation share: time, chance, the store, and who watches over it. */
final class World {

    private static final long MILLI = 1_000_000;

    private final Scenario scenario;
    private final Conduct conduct;
    private final Dice dice;
    private final Trace trace;
    private final Timeline timeline;
    private final MemoryStore store;
    private final Referee referee;
    private final Replica replica;
    private final Weather weather;
    private final Map<String, Long> lingering = new HashMap<>();
    private final Map<String, ElectionName> elections = new HashMap<>();
    private Consumer<StoreRequest<?>> witness = request -> {};
    private Consumer<StoreRequest<?>> sender = request -> {};
    private boolean calm;
    private int workUnderWay;
    private boolean processActs;
    private long readsBeforePause;

    World(long seed, Scenario scenario, Conduct conduct, Trace trace) {
        this.scenario = scenario;
        this.conduct = conduct;
        this.trace = trace;
        this.dice = new Dice(seed);
        this.referee = new Referee(this);
        this.timeline = new Timeline(referee::check);
        this.store = new MemoryStore(timeline::now);
        this.replica = new Replica(this);
        this.weather = new Weather(this);
        this.readsBeforePause = nextPause();
        expireSilentSessions();
    }

    Scenario scenario() {
        return scenario;
    }

    Conduct conduct() {
        return conduct;
    }

    Dice dice() {
        return dice;
    }

    Timeline timeline() {
        return timeline;
    }

    MemoryStore store() {
        return store;
    }

    Referee referee() {
        return referee;
    }

    Weather weather() {
        return weather;
    }

    long lease() {
        return scenario.leaseDuration().toNanos();
    }

    /** Whether the adversary may do this now. */
    boolean may(Fault fault) {
        return !calm && scenario.has(fault);
    }

    boolean isCalm() {
        return calm;
    }

    /** No more faults from now on; what was sent before may still arrive late. */
    void becomeCalm() {
        calm = true;
        trace("--", () -> "calm");
    }

    void trace(String who, Supplier<String> what) {
        trace.add(timeline.now(), who, what);
    }

    /** Says who sees every request right after it was carried out. */
    void whenExecuted(Consumer<StoreRequest<?>> sees) {
        witness = sees;
    }

    /** Says who sees every request right before it is on its way. */
    void whenSent(Consumer<StoreRequest<?>> sees) {
        sender = sees;
    }

    /** A request is about to be on its way. */
    void sends(StoreRequest<?> request) {
        sender.accept(request);
    }

    /** Carries out a request in the store. */
    <A> A execute(StoreRequest<A> request) {
        A answer = conduct.execute(request, store);
        trace("store", () -> request + " -> " + answer);
        witness.accept(request);
        ElectionName election = electionOf(request);
        if (election == null) {
            return answer;
        }
        replica.remember(election);
        referee.executed(request, answer, election);
        return replica.perhapsStale(answer, election);
    }

    /** The election that a candidacy stands in, if it was ever to be entered. */
    Optional<ElectionName> election(String tag) {
        return Optional.ofNullable(elections.get(tag));
    }

    private @Nullable ElectionName electionOf(StoreRequest<?> request) {
        if (request instanceof StoreRequest.Enter enter) {
            elections.put(enter.tag(), enter.election());
            return enter.election();
        } else if (request instanceof StoreRequest.Look look) {
            return elections.get(look.tag());
        } else if (request instanceof StoreRequest.RaiseValidity raise) {
            return elections.get(raise.tag());
        } else if (request instanceof StoreRequest.TakeOffice take) {
            return elections.get(take.tag());
        } else if (request instanceof StoreRequest.Release release) {
            return elections.get(release.tag());
        } else if (request instanceof StoreRequest.RaiseFloor raise) {
            return raise.election();
        }
        return null;
    }

    int workUnderWay() {
        return workUnderWay;
    }

    /** Leader-only work that lasts until the given time, whatever happens to its leadership. */
    void workUntil(long until, Leadership leadership, Incarnation in) {
        trace(in.toString(), () -> "works under " + leadership);
        workUnderWay++;
        if (in.keepsPlaceForWork()) {
            referee.workBegan(leadership);
        }
        timeline.run(until, () -> in.isDead() || referee.violation().isPresent());
        referee.workEnded(leadership);
        workUnderWay--;
        trace(in.toString(), () -> "has worked under " + leadership);
    }

    /** Runs what a process does; it may stand still between any two readings of its clock. */
    void act(Runnable action) {
        boolean outer = processActs;
        processActs = true;
        try {
            action.run();
        } finally {
            processActs = outer;
        }
    }

    /** Looks without being a process: time does not pass. */
    <A> A observe(Supplier<A> look) {
        boolean outer = processActs;
        processActs = false;
        try {
            return look.get();
        } finally {
            processActs = outer;
        }
    }

    void clockIsRead() {
        if (processActs && --readsBeforePause <= 0) {
            readsBeforePause = nextPause();
            if (may(Fault.PAUSES)) {
                referee.check();
                long pause = dice.mostlyNear(0, 2 * lease());
                trace("--", () -> "everything stands still for " + pause / MILLI + " ms");
                timeline.pass(pause);
            }
        }
    }

    private long nextPause() {
        return dice.between(50, 20_000);
    }

    /** Servers end silent sessions when they please. */
    private void expireSilentSessions() {
        for (String session : store.silentSessions()) {
            long until = lingering.computeIfAbsent(session, silent -> timeline.now() + lingersFor());
            if (timeline.now() >= until || calm) {
                lingering.remove(session);
                expire(session);
            }
        }
        timeline.after(20 * MILLI, this::expireSilentSessions);
    }

    void expire(String session) {
        trace("store", () -> "session " + session + " expires");
        store.expireSession(session);
    }

    private long lingersFor() {
        return may(Fault.WRONG_EXPIRY) && dice.chance(0.3) ? dice.between(0, 2 * lease()) : 0;
    }
}
