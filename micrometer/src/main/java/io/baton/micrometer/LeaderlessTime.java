// SPDX-License-Identifier: Apache-2.0
package io.baton.micrometer;

import io.baton.FencingToken;
import io.baton.Leader;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * How long an election has no leader, from what one process is told: who leads, and its own elections and losses. The two come in
 * any order. A hand-over of which this process sees no moment without a leader has no time. One thread at a time.
 */
final class LeaderlessTime {

    private final LongConsumer gaps;
    private final LongConsumer takeOvers;
    private boolean told;
    private Optional<FencingToken> named = Optional.empty();
    private Optional<FencingToken> own = Optional.empty();
    private boolean open;
    private long since;
    private long lastGap;
    private Optional<FencingToken> endedBy = Optional.empty();

    /**
     * Nothing is told yet.
     *
     * @param gaps hears in nanoseconds how long no one led, when it is over
     * @param takeOvers hears in nanoseconds how long no one led before this process did
     */
    LeaderlessTime(LongConsumer gaps, LongConsumer takeOvers) {
        this.gaps = gaps;
        this.takeOvers = takeOvers;
    }

    /** An observer was told who leads. */
    void observed(Optional<Leader> leader, long now) {
        told = true;
        named = leader.map(Leader::token);
        update(now);
    }

    /** This process leads. */
    void elected(FencingToken token, long now) {
        own = Optional.of(token);
        boolean isFirst = open;
        update(now);
        if (isFirst || endedBy.equals(own)) {
            takeOvers.accept(lastGap);
        }
    }

    /** This process leads no more; who leads is what the observer was told last. */
    void lost(long now) {
        own = Optional.empty();
        update(now);
    }

    private void update(long now) {
        boolean without = told && named.isEmpty() && own.isEmpty();
        if (without && !open) {
            since = now;
        } else if (!without && open) {
            lastGap = now - since;
            endedBy = named;
            gaps.accept(lastGap);
        }
        open = without;
    }
}
