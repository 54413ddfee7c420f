// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.actuate;

import io.baton.FencingToken;
import io.baton.Leader;
import io.baton.spring.LeaderChangedEvent;
import io.baton.spring.LeadershipElectedEvent;
import io.baton.spring.LeadershipLostEvent;
import io.baton.spring.actuate.ElectionChange.Kind;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;

/**
 * The last twenty changes of each election that this process takes part in, as its events told them. Safe for use by any number of
 * threads. Forgotten when the process ends; changes that follow one another quickly may have been told as one.
 */
public final class ElectionChanges {

    static final int KEPT = 20;

    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final Clock clock;
    private final Map<String, List<ElectionChange>> newestFirst = new ConcurrentHashMap<>();

    /**
     * No changes yet.
     *
     * @param clock tells the time of a change
     */
    public ElectionChanges(Clock clock) {
        this.clock = clock;
    }

    /** The last changes of the election, the newest first; none if nothing was heard of the election. */
    public List<ElectionChange> of(String election) {
        return newestFirst.getOrDefault(election, List.of());
    }

    /** Keeps that this process was elected. */
    @EventListener
    public void elected(LeadershipElectedEvent event) {
        FencingToken token = event.leadership().token();
        add(event.election(), new ElectionChange(now(), Kind.ELECTED, null, token.value(), null));
    }

    /** Keeps that a leadership of this process has ended. */
    @EventListener
    public void lost(LeadershipLostEvent event) {
        FencingToken token = event.leadership().token();
        add(event.election(), new ElectionChange(now(), Kind.LOST, null, token.value(), event.reason()));
    }

    /** Keeps that another candidate leads, or none. */
    @EventListener
    public void leaderChanged(LeaderChangedEvent event) {
        add(event.election(), event.leader().map(this::ledBy).orElseGet(this::noLeader));
    }

    private ElectionChange ledBy(Leader leader) {
        return new ElectionChange(
                now(), Kind.LEADER_CHANGED, leader.id(), leader.token().value(), null);
    }

    private ElectionChange noLeader() {
        return new ElectionChange(now(), Kind.NO_LEADER, null, null, null);
    }

    private void add(String election, ElectionChange change) {
        newestFirst.merge(
                election,
                List.of(change),
                (before, newest) -> Stream.concat(newest.stream(), before.stream())
                        .limit(KEPT)
                        .toList());
    }

    private String now() {
        return MILLIS.format(Instant.now(clock));
    }
}
