// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web.destination;

import io.baton.Baton;
import io.baton.connection.SessionStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The time after which a dead leader has a successor: the lease that the store has granted. Safe for use by any number of threads. */
public final class LeaseTime {

    /** The longest of the backends' own leases. */
    private static final Duration UNKNOWN = Duration.ofSeconds(10);

    private final Supplier<@Nullable Baton> connection;
    private final Optional<Duration> configured;
    private volatile @Nullable Duration granted;

    /**
     * Nothing granted yet.
     *
     * @param configured {@code baton.lease-duration}, if it is set
     */
    public LeaseTime(Supplier<@Nullable Baton> connection, Optional<Duration> configured) {
        this.connection = connection;
        this.configured = configured;
    }

    /** The lease of the session, of the one before if none is open, and what is configured if there was none yet. */
    Duration read() {
        Baton baton = connection.get();
        Optional<Duration> now =
                baton == null ? Optional.empty() : baton.status().session().map(SessionStatus::leaseDuration);
        now.ifPresent(lease -> granted = lease);
        return now.or(() -> Optional.ofNullable(granted)).or(() -> configured).orElse(UNKNOWN);
    }
}
