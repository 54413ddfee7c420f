// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Collects the checks that a session's candidacies ask for, so that one request does for many: a check goes after a tenth of the lease
 * duration at the latest, or with as many others as fit one request. For the strand only.
 *
 * @param <T> what is checked
 */
public final class CheckCollector<T> {

    private static final int PARTS_OF_A_LEASE = 10;

    private final Strand strand;
    private final Duration longestDelay;
    private final int mostTogether;
    private final Consumer<List<T>> send;
    private final Set<T> waiting = new LinkedHashSet<>();
    private boolean timed;

    /**
     * Nothing is collected yet.
     *
     * @param send sends the request, unless the session has ended
     */
    public CheckCollector(Strand strand, Duration leaseDuration, int mostTogether, Consumer<List<T>> send) {
        this.strand = strand;
        this.longestDelay = leaseDuration.dividedBy(PARTS_OF_A_LEASE);
        this.mostTogether = mostTogether;
        this.send = send;
    }

    /** Asks for a check. One that waits already is not asked for twice. */
    public void add(T check) {
        waiting.add(check);
        if (waiting.size() >= mostTogether) {
            sendAll();
        } else if (!timed) {
            timed = true;
            strand.later(longestDelay, this::timeIsUp);
        }
    }

    private void timeIsUp() {
        timed = false;
        if (!waiting.isEmpty()) {
            sendAll();
        }
    }

    private void sendAll() {
        List<T> all = new ArrayList<>(waiting);
        waiting.clear();
        send.accept(all);
    }
}
