// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The calls that wait for a member, and those under way there: urgent ones are sent before all others, and the others a bounded
 * number at a time.
 */
final class CallQueue<C> {

    /** With more under way none is answered sooner, and a proof that is sent among them is answered later. */
    private static final int MAX_UNDER_WAY = 100;

    private final Set<C> urgent = new LinkedHashSet<>();
    private final Set<C> waiting = new LinkedHashSet<>();
    private final Set<C> underWay = new LinkedHashSet<>();

    void add(C call, boolean isUrgent) {
        (isUrgent ? urgent : waiting).add(call);
    }

    /** The call to be sent now, if there is one; under way from now on. */
    Optional<C> next() {
        Set<C> from = urgent.isEmpty() ? waiting : urgent;
        if (from.isEmpty() || (from == waiting && underWay.size() >= MAX_UNDER_WAY)) {
            return Optional.empty();
        }
        C call = from.iterator().next();
        from.remove(call);
        underWay.add(call);
        return Optional.of(call);
    }

    boolean isUnderWay(C call) {
        return underWay.contains(call);
    }

    /** Forgets a call, whether it waits or is under way. */
    void remove(C call) {
        urgent.remove(call);
        waiting.remove(call);
        underWay.remove(call);
    }

    List<C> urgent() {
        return List.copyOf(urgent);
    }

    List<C> waiting() {
        return List.copyOf(waiting);
    }

    List<C> underWay() {
        return List.copyOf(underWay);
    }
}
