// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.session;

import io.baton.spi.SessionGrant;
import java.time.Duration;
import java.util.Optional;

/** What the servers have granted to one session; every reconnect negotiates anew. */
public final class NegotiatedTimeout {

    private int smallestMillis = Integer.MAX_VALUE;
    private Optional<SessionGrant> latest = Optional.empty();

    /** Takes over what holds now; answers it if that is new. */
    public Optional<SessionGrant> update(SessionContext context) {
        int millis = context.zooKeeper().negotiatedMillis();
        smallestMillis = Math.min(smallestMillis, millis);
        // A proof that was sent under a smaller timeout must not count for longer after a greater one.
        SessionGrant now = new SessionGrant(
                context.session(),
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
