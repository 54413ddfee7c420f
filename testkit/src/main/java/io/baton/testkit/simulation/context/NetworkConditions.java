// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation.context;

/** How messages fare in one simulation. Drawn once, so that seeds differ in character. */
public final class NetworkConditions {

    private static final long MICRO = 1_000;
    private static final double[] LIKELY = {0, 0.01, 0.04, 0.12};

    private static final double AGAIN = 0.3;

    private final SimulationContext simulationContext;
    private final long typicalDelay;
    private final double lost;
    private final double late;
    private final double repeated;
    private final double stale;
    private final double slow;
    private final double throwing;
    private final double throwingOpen;
    private final double silent;
    private final double deaf;

    NetworkConditions(SimulationContext simulationContext) {
        this.simulationContext = simulationContext;
        SeededRandom seededRandom = simulationContext.random();
        this.typicalDelay = seededRandom.mostlyNear(200 * MICRO, 20_000 * MICRO);
        this.lost = drawn(seededRandom);
        this.late = drawn(seededRandom);
        this.repeated = drawn(seededRandom);
        this.stale = 2 * drawn(seededRandom);
        this.slow = drawn(seededRandom);
        this.throwing = drawn(seededRandom) / 8;
        this.throwingOpen = 3 * drawn(seededRandom);
        this.silent = 2 * drawn(seededRandom);
        this.deaf = drawn(seededRandom);
    }

    private static double drawn(SeededRandom seededRandom) {
        return LIKELY[(int) seededRandom.between(0, LIKELY.length - 1)];
    }

    public boolean losesMessage() {
        return simulationContext.may(Fault.LOST_MESSAGES)
                && simulationContext.random().chance(lost);
    }

    public boolean makesLate() {
        return simulationContext.may(Fault.LATE_REQUESTS)
                && simulationContext.random().chance(late);
    }

    public boolean repeats() {
        return simulationContext.may(Fault.REPEATED_REQUESTS)
                && simulationContext.random().chance(repeated);
    }

    public boolean showsStale() {
        return simulationContext.may(Fault.STALE_RECORDS)
                && simulationContext.random().chance(stale);
    }

    public boolean throwsNow() {
        return simulationContext.may(Fault.THROWN_CALLS)
                && simulationContext.random().chance(throwing);
    }

    public boolean throwsAgain() {
        return simulationContext.may(Fault.THROWN_CALLS)
                && simulationContext.random().chance(AGAIN);
    }

    /** Opening and closing a session is rare, and throws more often. */
    public boolean throwsWhenOpened() {
        return simulationContext.may(Fault.THROWN_CALLS)
                && simulationContext.random().chance(throwingOpen);
    }

    public boolean losesEvent() {
        return simulationContext.may(Fault.LOST_EVENTS)
                && simulationContext.random().chance(deaf);
    }

    public boolean fallsSilent() {
        return simulationContext.may(Fault.SILENT_SESSIONS)
                && simulationContext.random().chance(silent);
    }

    /** How long a message is on its way. */
    public long delay() {
        SeededRandom seededRandom = simulationContext.random();
        if (simulationContext.may(Fault.LATE_REQUESTS) && seededRandom.chance(slow)) {
            return seededRandom.mostlyNear(typicalDelay, simulationContext.lease() / 2);
        }
        // Without faults an answer comes well within every request timeout.
        long usual = simulationContext.isCalm() ? typicalDelay / 2 : typicalDelay;
        return usual / 2 + seededRandom.between(0, usual);
    }

    /** How late a request is that was given up before. */
    public long lateness() {
        return simulationContext.random().between(0, 3 * simulationContext.lease());
    }

    /** How long a thread takes to begin what it was woken for. */
    public long latency() {
        SeededRandom seededRandom = simulationContext.random();
        if (simulationContext.may(Fault.PAUSES) && seededRandom.chance(slow / 4)) {
            return seededRandom.mostlyNear(10 * MICRO, simulationContext.lease());
        }
        return seededRandom.between(5 * MICRO, 200 * MICRO);
    }
}
