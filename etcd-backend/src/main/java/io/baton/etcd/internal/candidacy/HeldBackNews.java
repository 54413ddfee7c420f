// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.candidacy;

import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.Optional;

/** The news that the predecessor has gone, until it is known whether its release has carried the bid out. */
final class HeldBackNews {

    /** The server tells the events of one transaction in any order, but together. */
    private static final Duration EVENTS_APART = Duration.ofMillis(50);

    private final Strand strand;
    private Optional<Runnable> news = Optional.empty();
    private Strand.Timer timer = () -> {};

    HeldBackNews(Strand strand) {
        this.strand = strand;
    }

    /** @param tell tells the news */
    void hold(Runnable tell) {
        news = Optional.of(tell);
        timer = strand.later(EVENTS_APART, this::tell);
    }

    void tell() {
        Optional<Runnable> held = news;
        drop();
        held.ifPresent(Runnable::run);
    }

    void drop() {
        timer.cancel();
        news = Optional.empty();
    }
}
