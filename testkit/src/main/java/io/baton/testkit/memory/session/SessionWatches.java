// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory.session;

import io.baton.spi.Candidacy;
import io.baton.spi.SessionFacts;
import io.baton.testkit.memory.store.StoreEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which other sessions a session watches, and for which of its candidacies. */
final class SessionWatches {

    /**
     * A watch asked for.
     *
     * @param number tells events of this watch from those of one given up before
     */
    record Watch(String session, long number, boolean told) {}

    private final SessionFacts facts;
    private final Map<Candidacy, String> wanted = new LinkedHashMap<>();
    private final Map<String, Watch> watches = new LinkedHashMap<>();
    private long numbers;

    SessionWatches(SessionFacts facts) {
        this.facts = facts;
    }

    /** A candidacy wants to know of a session; answers the watch to ask for, if there is none. */
    Optional<Watch> want(Candidacy candidacy, String session) {
        wanted.put(candidacy, session);
        return watches.containsKey(session) ? Optional.empty() : Optional.of(made(session));
    }

    /** Gives up what only this candidacy wanted, unless it still wants that session; answers the watch to end. */
    Optional<Watch> leave(Candidacy candidacy, String unless) {
        String session = wanted.getOrDefault(candidacy, unless);
        if (session.equals(unless)) {
            return Optional.empty();
        }
        wanted.remove(candidacy);
        if (wanted.containsValue(session)) {
            return Optional.empty();
        }
        Optional<Watch> ended = Optional.ofNullable(watches.remove(session));
        ended.ifPresent(this::tellUnwatched);
        return ended;
    }

    /** The request for this watch may not have been carried out. */
    void failed(Watch watch) {
        Watch current = watches.get(watch.session());
        if (current != null && current.number() == watch.number()) {
            watches.remove(watch.session());
            tellUnwatched(current);
        }
    }

    /** Every watch may have missed something. */
    void lost() {
        watches.values().forEach(this::tellUnwatched);
        watches.clear();
    }

    /** The watches to be asked for again. */
    List<Watch> again() {
        List<Watch> missing = new ArrayList<>();
        for (String session : List.copyOf(wanted.values())) {
            if (!watches.containsKey(session)) {
                missing.add(made(session));
            }
        }
        return missing;
    }

    void on(StoreEvent event) {
        Watch watch = watches.get(event.about());
        if (watch == null || watch.number() != event.number()) {
            return;
        }
        if (event.kind() == StoreEvent.Kind.WATCHED_ENDED) {
            watches.remove(watch.session());
            wanted.values().removeIf(watch.session()::equals);
            facts.watchedEnded(watch.session());
        } else if (event.kind() == StoreEvent.Kind.SIGN) {
            facts.heartbeat(watch.session());
        } else {
            watches.put(watch.session(), new Watch(watch.session(), watch.number(), true));
            facts.watching(watch.session());
        }
    }

    private Watch made(String session) {
        Watch watch = new Watch(session, ++numbers, false);
        watches.put(session, watch);
        return watch;
    }

    private void tellUnwatched(Watch watch) {
        if (watch.told()) {
            facts.unwatched(watch.session());
        }
    }
}
