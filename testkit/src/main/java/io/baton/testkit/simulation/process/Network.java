// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation.process;

import io.baton.testkit.simulation.context.SimulationContext;
import java.util.ArrayList;
import java.util.List;

/** The network of one process, over all its lives. */
public final class Network {

    private final SimulationContext simulationContext;
    private final List<NetworkConnection> connections = new ArrayList<>();
    private long cutUntil;
    private long eventsHeldUntil;
    private long slowUntil;
    private long aloneUntil;
    private long nextDelay;
    private boolean seenDown;

    Network(SimulationContext simulationContext) {
        this.simulationContext = simulationContext;
    }

    public void add(NetworkConnection connection) {
        connections.removeIf(NetworkConnection::isOver);
        connections.add(connection);
    }

    /** Nothing comes through for a while; the process does not notice by itself. */
    public void cut(long duration) {
        cutUntil = Math.max(cutUntil, now() + duration);
    }

    /** Nothing comes through for a while, whichever server the process turns to. */
    public void cutOffEntirely(long duration) {
        cut(duration);
        aloneUntil = cutUntil;
    }

    /** Nothing comes through for a while, and the process sees it. */
    public void breakVisibly(long duration) {
        cut(duration);
        if (!seenDown) {
            seenDown = true;
            List.copyOf(connections).forEach(NetworkConnection::disconnected);
            simulationContext.time().at(cutUntil, this::reconnect);
        }
    }

    private void reconnect() {
        if (isCut()) {
            simulationContext.time().at(cutUntil, this::reconnect);
            return;
        }
        seenDown = false;
        List.copyOf(connections).forEach(NetworkConnection::connected);
    }

    /** Only what the store tells unasked is late. */
    public void holdEvents(long duration) {
        eventsHeldUntil = Math.max(eventsHeldUntil, now() + duration);
    }

    /** What goes in and out takes long, but comes through. */
    public void slow(long duration) {
        slowUntil = Math.max(slowUntil, now() + duration);
    }

    /** The next message is on its way for so long, whatever overtakes it. */
    public void delayNext(long duration) {
        nextDelay = duration;
    }

    /** How long a message of this process is on its way. */
    public long delay() {
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
    public void leaveServer() {
        if (!seenDown && (isCut() || eventsHeldUntil > now())) {
            long left = Math.max(cutUntil, eventsHeldUntil) - now();
            long reconnecting = simulationContext.conditions().delay() * 3;
            if (aloneUntil <= now() && simulationContext.random().chance(0.7)) {
                heal();
            }
            breakVisibly(Math.min(left, reconnecting));
        }
    }

    public void heal() {
        cutUntil = Math.min(cutUntil, now());
        eventsHeldUntil = Math.min(eventsHeldUntil, now());
        slowUntil = Math.min(slowUntil, now());
        aloneUntil = Math.min(aloneUntil, now());
    }

    public boolean isCut() {
        return cutUntil > now();
    }

    public boolean isSeenDown() {
        return seenDown;
    }

    public long cutUntil() {
        return cutUntil;
    }

    /** When the next event of the store can arrive. */
    public long eventsFrom() {
        return Math.max(Math.max(cutUntil, eventsHeldUntil), now());
    }

    private long now() {
        return simulationContext.time().now();
    }
}
