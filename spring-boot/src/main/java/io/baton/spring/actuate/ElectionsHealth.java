// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.actuate;

import io.baton.Baton;
import io.baton.ConnectionStatus;
import io.baton.ElectionStatus;
import io.baton.ElectionStatus.State;
import io.baton.FencingToken;
import io.baton.Leader;
import io.baton.Subscription;
import io.baton.connection.ConnectionListener;
import io.baton.connection.SessionStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Judges whether this process can take part in its elections. A process that waits for its turn is as healthy as the one that
 * leads. Asks no store and never blocks. For the modules of Baton that know one line of Spring Boot; safe for use by any number
 * of threads.
 */
public final class ElectionsHealth implements AutoCloseable {

    private final Baton baton;
    private final Duration bound;
    private final LongSupplier nanos;
    private final Subscription subscription;
    /** When the store was last told to be out of reach; nothing while it is in reach. */
    private volatile Optional<Long> disconnectedAt;

    /**
     * What was found.
     *
     * @param isUp false if an election's candidate is refused, or the store has been out of reach for too long
     * @param details what people want to know, of text, numbers, booleans and maps
     */
    public record Report(boolean isUp, Map<String, Object> details) {}

    /**
     * The health of one connection, which is listened to until {@link #close()}.
     *
     * @param bound how long the store may be out of reach before this process is DOWN
     * @param nanos a monotonic clock, in nanoseconds
     */
    public ElectionsHealth(Baton baton, Duration bound, LongSupplier nanos) {
        this.baton = baton;
        this.bound = bound;
        this.nanos = nanos;
        this.disconnectedAt = Optional.of(nanos.getAsLong());
        this.subscription = baton.listen(new ConnectionListener() {
            @Override
            public void onConnected(SessionStatus session) {
                disconnectedAt = Optional.empty();
            }

            @Override
            public void onDisconnected(String reason) {
                disconnectedAt = Optional.of(nanos.getAsLong());
            }
        });
    }

    /** The health at this moment. */
    public Report report() {
        ConnectionStatus status = baton.status();
        Map<String, Object> details = new LinkedHashMap<>();
        boolean connected = status.session().filter(SessionStatus::connected).isPresent();
        boolean up = true;
        details.put("connected", connected);
        if (!connected) {
            long now = nanos.getAsLong();
            Duration gone = Duration.ofNanos(now - disconnectedAt.orElse(now));
            details.put("disconnectedFor", ElectionsDescription.text(gone));
            up = gone.compareTo(bound) <= 0;
        }
        Map<String, Object> elections = new LinkedHashMap<>();
        for (ElectionStatus election : status.elections()) {
            boolean refused = connected && isRefused(election);
            elections.put(election.election(), details(election, refused));
            up &= !refused;
        }
        details.put("elections", elections);
        return new Report(up, details);
    }

    /**
     * A refusal is remembered until the candidate leads; a candidate that stands in the queue is not refused any more. Without a
     * server the candidate is out of the queue for another reason.
     */
    private static boolean isRefused(ElectionStatus election) {
        return election.lastRefusal().isPresent()
                && (election.state() == State.IDLE || election.state() == State.ENTERING);
    }

    private static Map<String, Object> details(ElectionStatus election, boolean refused) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("leads", election.token().isPresent());
        details.put("state", election.state().name());
        election.leader().map(Leader::id).ifPresent(id -> details.put("leader", id));
        election.token().map(FencingToken::value).ifPresent(token -> details.put("token", token));
        election.lastRefusal().filter(why -> refused).ifPresent(why -> details.put("refused", why));
        return details;
    }

    /** Ends the listening. */
    @Override
    public void close() {
        subscription.close();
    }
}
