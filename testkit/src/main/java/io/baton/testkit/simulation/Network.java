// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation;

import java.util.ArrayList;
import java.util.List;

/** The network of one process, over all its lives. */
final class Network {

    private final SimulationContext simulationContext;
    private final List<SimulatedLink> links = new ArrayList<>();
    private long cutUntil;
    private long eventsHeldUntil;
    private long slowUntil;
    private long aloneUntil;
    private long nextDelay;
    private boolean seenDown;

    Network(SimulationContext simulationContext) {
        this.simulationContext = simulationContext;
    }

    void add(SimulatedLink link) {
        links.removeIf(SimulatedLink::isOver);
        links.add(link);
    }

    /** Nothing comes through for a while; the process does not notice by itself. */
    void cut(long duration) {
        cutUntil = Math.max(cutUntil, now() + duration);
    }

    /** Nothing comes through for a while, whichever server the process turns to. */
    void cutOffEntirely(long duration) {
        cut(duration);
        aloneUntil = cutUntil;
    }

    /** Nothing comes through for a while, and the process sees it. */
    void breakVisibly(long duration) {
        cut(duration);
        if (!seenDown) {
            seenDown = true;
            List.copyOf(links).forEach(SimulatedLink::disconnected);
            simulationContext.time().at(cutUntil, this::reconnect);
        }
    }

    private void reconnect() {
        if (isCut()) {
            simulationContext.time().at(cutUntil, this::reconnect);
            return;
        }
        seenDown = false;
        List.copyOf(links).forEach(SimulatedLink::connected);
    }

    /** Only what the store tells unasked is late. */
    void holdEvents(long duration) {
        eventsHeldUntil = Math.max(eventsHeldUntil, now() + duration);
    }

    /** What goes in and out takes long, but comes through. */
    void slow(long duration) {
        slowUntil = Math.max(slowUntil, now() + duration);
    }

    /** The next message is on its way for so long, whatever overtakes it. */
    void delayNext(long duration) {
        nextDelay = duration;
    }

    /** How long a message of this process is on its way. */
    long delay() {
        if (nextDelay > 0) {
            long drawn = nextDelay;
            nextDelay = 0;
            return drawn;
        }
        long delay = simulationContext.conditions().delay();
        return slowUntil > now()
                ? delay + simulationContext.random().mostlyNear(0, simulationContext.lease() / 2)
                : delay;
    }

    /** The process turns to another server, if there is one that it can reach. */
    void leaveServer() {
        if (!seenDown && (isCut() || eventsHeldUntil > now())) {
            long left = Math.max(cutUntil, eventsHeldUntil) - now();
            long reconnecting = simulationContext.conditions().delay() * 3;
            if (aloneUntil <= now() && simulationContext.random().chance(0.7)) {
                heal();
            }
            breakVisibly(Math.min(left, reconnecting));
        }
    }

    void heal() {
        cutUntil = Math.min(cutUntil, now());
        eventsHeldUntil = Math.min(eventsHeldUntil, now());
        slowUntil = Math.min(slowUntil, now());
        aloneUntil = Math.min(aloneUntil, now());
    }

    boolean isCut() {
        return cutUntil > now();
    }

    boolean isSeenDown() {
        return seenDown;
    }

    long cutUntil() {
        return cutUntil;
    }

    /** When the next event of the store can arrive. */
    long eventsFrom() {
        return Math.max(Math.max(cutUntil, eventsHeldUntil), now());
    }

    private long now() {
        return simulationContext.time().now();
    }
}
