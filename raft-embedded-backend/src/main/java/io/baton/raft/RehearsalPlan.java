// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.spi.support.Strand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * When a member rehearses: when the group has had one leader for two seconds or more, so that nothing waits for a processor, and
 * not in all members at once. Whoever leads by then has had its rehearsal.
 */
final class RehearsalPlan {

    private static final Duration SOONEST = Duration.ofSeconds(2);
    private static final Duration SPREAD = Duration.ofSeconds(1);

    private final Strand keeper;
    private final Supplier<Optional<String>> leader;
    private final String self;
    private final Path directory;
    private Optional<String> seen = Optional.empty();
    private volatile Strand.Timer next = () -> {};

    /** @param leader whom the member follows, for all that it knows */
    RehearsalPlan(Strand keeper, Supplier<Optional<String>> leader, String self, Path directory) {
        this.keeper = keeper;
        this.leader = leader;
        this.self = self;
        this.directory = directory;
    }

    void begin() {
        Duration delay = SOONEST.plusMillis(ThreadLocalRandom.current().nextLong(SPREAD.toMillis()));
        next = keeper.later(delay, this::look);
    }

    private void look() {
        Optional<String> now = leader.get();
        if (now.isEmpty() || !now.equals(seen)) {
            seen = now;
            begin();
        } else if (!now.get().equals(self)) {
            Rehearsal.hold(directory);
        }
    }

    void cancel() {
        next.cancel();
    }
}
