// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.actuate;

import io.baton.ConnectionStatus;
import io.baton.ElectionStatus;
import io.baton.FencingToken;
import io.baton.Leader;
import io.baton.LossReason;
import io.baton.connection.SessionStatus;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A connection as the endpoint tells it. The names of the components are those of the JSON and stay; others may be added. Durations
 * are text in the form of ISO 8601. How the application has set up its own JSON changes nothing, unless it has the actuator use it.
 *
 * @param session the session in the store; absent while none is open
 * @param elections the elections that this process has an elector for, by name
 */
public record ElectionsDescription(@Nullable Session session, Map<String, Election> elections)
        implements OperationResponseBody {

    /**
     * The session in the store.
     *
     * @param name its name in the store's records
     * @param connected whether a server can be asked, as far as is known
     * @param server the server that was asked most recently; absent if the backend does not know
     * @param age how long it has been open
     * @param leaseDuration how long the store keeps it when this process is silent
     * @param validity how long a leadership is held after its last successful proof was sent
     * @param sinceLastAnswer how long ago a server last answered
     */
    public record Session(
            String name,
            boolean connected,
            @Nullable String server,
            String age,
            String leaseDuration,
            String validity,
            String sinceLastAnswer) {}

    /**
     * One candidate of this process.
     *
     * @param state what it does: {@code IDLE, ENTERING, WAITING, LEADING, DRAINING} or {@code CLOSED}
     * @param since how long it has done so
     * @param leader who leads, as far as this process was told
     * @param token the token of this process's leadership; absent if it holds none
     * @param remaining how long that leadership is held if the store is not heard from again
     * @param losses how many leaderships of this process have ended, by reason
     * @param lastRefusal why the store refused the candidate most recently; absent once it has led again
     */
    public record Election(
            ElectionStatus.State state,
            String since,
            @Nullable LeaderDescription leader,
            @Nullable Long token,
            String remaining,
            Map<LossReason, Long> losses,
            @Nullable String lastRefusal) {}

    /**
     * Who leads an election.
     *
     * @param id the candidate's id
     * @param token the token of its leadership
     * @param attributes what it publishes about itself
     */
    public record LeaderDescription(String id, long token, Map<String, String> attributes) {}

    /**
     * One election with what has happened in it.
     *
     * @param election its name
     * @param status this process's candidate
     * @param changes the last twenty changes, the newest first
     */
    public record Details(String election, Election status, List<ElectionChange> changes)
            implements OperationResponseBody {}

    /**
     * The outcome of the order to resign.
     *
     * @param election its name
     * @param led whether this process led, and so has stepped down; if not, nothing was done
     */
    public record Resignation(String election, boolean led) implements OperationResponseBody {}

    static ElectionsDescription of(ConnectionStatus status) {
        Map<String, Election> elections = new TreeMap<>();
        status.elections().forEach(each -> elections.put(each.election(), of(each)));
        return new ElectionsDescription(
                status.session().map(ElectionsDescription::of).orElse(null), elections);
    }

    static Election of(ElectionStatus status) {
        return new Election(
                status.state(),
                text(status.since()),
                status.leader().map(ElectionsDescription::of).orElse(null),
                status.token().map(FencingToken::value).orElse(null),
                text(status.remaining()),
                new TreeMap<>(status.losses()),
                status.lastRefusal().orElse(null));
    }

    private static Session of(SessionStatus session) {
        return new Session(
                session.name(),
                session.connected(),
                session.server().orElse(null),
                text(session.age()),
                text(session.leaseDuration()),
                text(session.validity()),
                text(session.sinceLastAnswer()));
    }

    private static LeaderDescription of(Leader leader) {
        return new LeaderDescription(leader.id(), leader.token().value(), new TreeMap<>(leader.attributes()));
    }

    static String text(Duration duration) {
        return duration.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
