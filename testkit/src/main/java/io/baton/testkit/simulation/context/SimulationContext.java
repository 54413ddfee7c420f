// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation.context;

import io.baton.Leadership;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import java.util.function.Function;
import java.util.function.Supplier;

/** What all processes of one simulation share: time, chance, the store, and who watches over it. Not thread-safe. */
public final class SimulationContext {

    private static final long MILLI = 1_000_000;

    private final Scenario scenario;
    private final ProtocolRules protocolRules;
    private final SeededRandom seededRandom;
    private final Trace trace;
    private final VirtualTime virtualTime;
    private final InvariantChecker invariantChecker;
    private final NetworkConditions networkConditions;
    private final StoreModel store;
    private boolean calm;
    private int workUnderWay;
    private boolean processActs;
    private long readsBeforePause;

    public SimulationContext(
            long seed,
            Scenario scenario,
            ProtocolRules protocolRules,
            Trace trace,
            Function<SimulationContext, StoreModel> stores) {
        this.scenario = scenario;
        this.protocolRules = protocolRules;
        this.trace = trace;
        this.seededRandom = new SeededRandom(seed);
        this.invariantChecker = new InvariantChecker(this);
        this.virtualTime = new VirtualTime(invariantChecker::check);
        this.networkConditions = new NetworkConditions(this);
        this.readsBeforePause = nextPause();
        this.store = stores.apply(this);
    }

    public Scenario scenario() {
        return scenario;
    }

    public ProtocolRules rules() {
        return protocolRules;
    }

    /** Everything that is left to chance has to be drawn from here. */
    public SeededRandom random() {
        return seededRandom;
    }

    /** The one true time, in nanoseconds. No process knows it. */
    public long now() {
        return virtualTime.now();
    }

    /** Lets something happen outside of all processes. */
    public void after(long delay, Runnable action) {
        virtualTime.after(delay, action);
    }

    public VirtualTime time() {
        return virtualTime;
    }

    public StoreModel store() {
        return store;
    }

    public InvariantChecker invariants() {
        return invariantChecker;
    }

    /** How long a thread takes to begin what it was woken for. */
    public long latency() {
        return networkConditions.latency();
    }

    public NetworkConditions conditions() {
        return networkConditions;
    }

    /** The lease duration of the scenario in nanoseconds. */
    public long lease() {
        return scenario.leaseDuration().toNanos();
    }

    /** Whether the adversary may do this now. */
    public boolean may(Fault fault) {
        return !calm && scenario.has(fault);
    }

    /** Whether the adversary has stopped. */
    public boolean isCalm() {
        return calm;
    }

    /** No more faults from now on; what was sent before may still arrive late. */
    public void becomeCalm() {
        calm = true;
        trace("--", () -> "calm");
    }

    /** For the reader of a trace. */
    public void trace(String who, Supplier<String> what) {
        trace.add(virtualTime.now(), who, what);
    }

    /**
     * A candidate has taken leadership, in a session of that name.
     *
     * @param floor the floor record at that moment
     */
    public void tookLeadership(String session, ElectionName election, FloorRecord floor) {
        invariantChecker.tookLeadership(session, election, floor);
    }

    /** The candidacy that led with that token has left with a note. */
    public void released(ElectionName election, long token) {
        invariantChecker.released(election, token);
    }

    /** Whether a leadership with that token is held somewhere at this moment. */
    public boolean isHeld(String election, long token) {
        return invariantChecker.held(election).stream()
                .anyMatch(leadership -> leadership.token().value() == token);
    }

    /** A promise was broken: the simulation ends with this description. */
    public void violated(String what) {
        invariantChecker.violated(what);
    }

    public int workUnderWay() {
        return workUnderWay;
    }

    /**
     * Leader-only work that lasts until the given time, whatever happens to its leadership.
     *
     * @param keepsPlace whether the candidacy stays in the queue until the work ends
     */
    public void workUntil(long until, Leadership leadership, ProcessContext in, boolean keepsPlace) {
        trace(in.toString(), () -> "works under " + leadership);
        workUnderWay++;
        if (keepsPlace) {
            invariantChecker.workBegan(leadership);
        }
        virtualTime.run(until, () -> in.isDead() || invariantChecker.violation().isPresent());
        invariantChecker.workEnded(leadership);
        workUnderWay--;
        trace(in.toString(), () -> "has worked under " + leadership);
    }

    /** Runs what a process does; it may stand still between any two readings of its clock. */
    public void act(Runnable action) {
        boolean outer = processActs;
        processActs = true;
        try {
            action.run();
        } finally {
            processActs = outer;
        }
    }

    /** Reads something outside all processes: no virtual time passes while it is read. */
    public <A> A observe(Supplier<A> look) {
        boolean outer = processActs;
        processActs = false;
        try {
            return look.get();
        } finally {
            processActs = outer;
        }
    }

    public void clockIsRead() {
        if (processActs && --readsBeforePause <= 0) {
            readsBeforePause = nextPause();
            if (may(Fault.PAUSES)) {
                invariantChecker.check();
                long pause = seededRandom.mostlyNear(0, 2 * lease());
                trace("--", () -> "everything stands still for " + pause / MILLI + " ms");
                virtualTime.pass(pause);
            }
        }
    }

    private long nextPause() {
        return seededRandom.between(50, 20_000);
    }
}
