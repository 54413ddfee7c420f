// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.session;

import io.baton.raft.state.Pace;
import io.baton.raft.state.request.SessionEvents;
import io.baton.spi.ElectionName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What belongs to a session: its candidacies and observers, and what they hear. For the strand only. */
public final class SessionMembers {

    private final Map<Long, Member> candidacies = new HashMap<>();
    private final Set<Long> first = new HashSet<>();
    private final Map<ElectionName, List<Runnable>> observers = new LinkedHashMap<>();
    private final Runnable observedChanged;
    private long tags;

    /** One candidacy of the session. */
    public interface Member {

        /** Another candidacy stands before this one, or has taken leadership. */
        void heard(SessionEvents.PositionChange place, long upTo);

        /** The candidacy was removed by another process. */
        void removed();

        /** The session has ended: the request under way is not answered any more. */
        void drop();
    }

    /**
     * A session without candidacies and observers.
     *
     * @param observedChanged runs when other elections are observed than before
     */
    public SessionMembers(Runnable observedChanged) {
        this.observedChanged = observedChanged;
    }

    /** The tag of a new candidacy. */
    public long add(Member candidacy) {
        candidacies.put(++tags, candidacy);
        first.add(tags);
        return tags;
    }

    public void remove(long tag) {
        candidacies.remove(tag);
        first.remove(tag);
    }

    /**
     * The place of a candidacy has changed.
     *
     * @param isFirst whether no candidate stands before the candidacy: it leads, or is about to
     */
    public void moved(long tag, boolean isFirst) {
        if (isFirst && candidacies.containsKey(tag)) {
            first.add(tag);
        } else {
            first.remove(tag);
        }
    }

    /** How much depends on the session. */
    Pace pace() {
        if (candidacies.isEmpty()) {
            return Pace.RESTING;
        }
        return first.isEmpty() ? Pace.WAITING : Pace.LEADING;
    }

    public void observe(ElectionName election, Runnable changed) {
        List<Runnable> present = observers.computeIfAbsent(election, absent -> new ArrayList<>());
        present.add(changed);
        if (present.size() == 1) {
            observedChanged.run();
        }
    }

    public void ignore(ElectionName election, Runnable changed) {
        List<Runnable> present = observers.getOrDefault(election, List.of());
        if (present.remove(changed) && present.isEmpty()) {
            observers.remove(election);
        }
    }

    Set<ElectionName> observed() {
        return Set.copyOf(observers.keySet());
    }

    void hear(SessionEvents sessionEvents) {
        for (SessionEvents.PositionChange place : sessionEvents.positions()) {
            Member candidacy = candidacies.get(place.tag());
            if (candidacy != null) {
                candidacy.heard(place, sessionEvents.upTo());
            }
        }
        for (long tag : sessionEvents.removed()) {
            Member candidacy = candidacies.get(tag);
            if (candidacy != null) {
                candidacy.removed();
            }
        }
        sessionEvents.elections().forEach(this::changed);
    }

    private void changed(ElectionName election) {
        List.copyOf(observers.getOrDefault(election, List.of())).forEach(Runnable::run);
    }

    public void end() {
        List.copyOf(candidacies.values()).forEach(Member::drop);
        candidacies.clear();
        first.clear();
        observers.clear();
    }
}
