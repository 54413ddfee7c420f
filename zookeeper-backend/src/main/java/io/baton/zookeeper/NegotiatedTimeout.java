// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.SessionGrant;
import java.time.Duration;
import java.util.Optional;

/** What the servers have granted to one session; every reconnect negotiates anew. */
final class NegotiatedTimeout {

    private int smallestMillis = Integer.MAX_VALUE;
    private Optional<SessionGrant> latest = Optional.empty();

    boolean isEmpty() {
        return latest.isEmpty();
    }

    /** Takes over what holds now; answers it if that is new. */
    Optional<SessionGrant> update(SessionContext sessionContext) {
        int millis = sessionContext.wire().negotiatedMillis();
        smallestMillis = Math.min(smallestMillis, millis);
        // A proof that was sent under a smaller timeout must not count for longer after a greater one.
        SessionGrant now = new SessionGrant(
                sessionContext.session(),
                Duration.ofMillis(millis),
                Duration.ofMillis(smallestMillis).dividedBy(2));
        Optional<SessionGrant> before = latest;
        latest = Optional.of(now);
        return latest.filter(grant -> !before.equals(latest));
    }

    Duration leaseDuration() {
        return latest.map(SessionGrant::leaseDuration).orElse(Duration.ZERO);
    }

    long validityNanos() {
        return latest.map(SessionGrant::validity).orElse(Duration.ZERO).toNanos();
    }
}
