// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation;

/** How messages fare in one simulation. Drawn once, so that seeds differ in character. */
final class Weather {

    private static final long MICRO = 1_000;
    private static final double[] LIKELY = {0, 0.01, 0.04, 0.12};

    private static final double AGAIN = 0.3;

    private final World world;
    private final long typicalDelay;
    private final double lost;
    private final double late;
    private final double repeated;
    private final double stale;
    private final double slow;
    private final double throwing;
    private final double throwingOpen;
    private final double silent;

    Weather(World world) {
        this.world = world;
        Dice dice = world.dice();
        this.typicalDelay = dice.mostlyNear(200 * MICRO, 20_000 * MICRO);
        this.lost = drawn(dice);
        this.late = drawn(dice);
        this.repeated = drawn(dice);
        this.stale = 2 * drawn(dice);
        this.slow = drawn(dice);
        this.throwing = drawn(dice) / 8;
        this.throwingOpen = 3 * drawn(dice);
        this.silent = 2 * drawn(dice);
    }

    private static double drawn(Dice dice) {
        return LIKELY[(int) dice.between(0, LIKELY.length - 1)];
    }

    boolean losesMessage() {
        return world.may(Fault.LOST_MESSAGES) && world.dice().chance(lost);
    }

    boolean makesLate() {
        return world.may(Fault.LATE_REQUESTS) && world.dice().chance(late);
    }

    boolean repeats() {
        return world.may(Fault.REPEATED_REQUESTS) && world.dice().chance(repeated);
    }

    boolean showsStale() {
        return world.may(Fault.STALE_RECORDS) && world.dice().chance(stale);
    }

    boolean throwsNow() {
        return world.may(Fault.THROWN_CALLS) && world.dice().chance(throwing);
    }

    boolean throwsAgain() {
        return world.may(Fault.THROWN_CALLS) && world.dice().chance(AGAIN);
    }

    /** Opening and closing a session is rare, and throws more often. */
    boolean throwsWhenOpened() {
        return world.may(Fault.THROWN_CALLS) && world.dice().chance(throwingOpen);
    }

    boolean fallsSilent() {
        return world.may(Fault.SILENT_SESSIONS) && world.dice().chance(silent);
    }

    /** How long a message is on its way. */
    long delay() {
        Dice dice = world.dice();
        if (world.may(Fault.LATE_REQUESTS) && dice.chance(slow)) {
            return dice.mostlyNear(typicalDelay, world.lease() / 2);
        }
        // Without faults an answer comes well within every request timeout.
        long usual = world.isCalm() ? typicalDelay / 2 : typicalDelay;
        return usual / 2 + dice.between(0, usual);
    }

    /** How late a request is that was given up before. */
    long lateness() {
        return world.dice().between(0, 3 * world.lease());
    }

    /** How long a thread takes to begin what it was woken for. */
    long latency() {
        Dice dice = world.dice();
        if (world.may(Fault.PAUSES) && dice.chance(slow / 4)) {
            return dice.mostlyNear(10 * MICRO, world.lease());
        }
        return dice.between(5 * MICRO, 200 * MICRO);
    }
}
