// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Baton beside one peer, measured in one run. */
record Comparison(Measurement baton, Measurement peer) {

    /** More than 1 where Baton needs more than the peer; infinite where only the peer needs nothing. */
    double ratio() {
        return baton.median() == peer.median() ? 1 : baton.median() / peer.median();
    }

    String ratioText() {
        return Double.isInfinite(ratio()) ? "∞" : String.format(Locale.ROOT, "%.2f", ratio());
    }

    /** All pairs, what loses to a peer by most first. */
    static List<Comparison> of(List<Measurement> measurements) {
        return measurements.stream()
                .filter(Measurement::isBaton)
                .flatMap(baton -> measurements.stream()
                        .filter(peer -> !peer.isBaton() && peer.isOfSameThing(baton))
                        .map(peer -> new Comparison(baton, peer)))
                .sorted(Comparator.comparingDouble(Comparison::ratio).reversed())
                .toList();
    }
}
