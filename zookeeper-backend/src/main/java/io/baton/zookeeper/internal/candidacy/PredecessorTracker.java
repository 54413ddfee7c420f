// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.candidacy;

import io.baton.spi.QueuePosition;
import io.baton.spi.QueuePosition.Predecessor;
import io.baton.spi.support.WatchedSessions.Interest;
import io.baton.zookeeper.internal.client.AsyncZooKeeper.Listed;
import io.baton.zookeeper.internal.session.ElectionRecords;
import io.baton.zookeeper.internal.session.OpenSession;
import io.baton.zookeeper.internal.session.SessionContext;
import io.baton.zookeeper.internal.session.SessionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reports the position of a candidacy in its queue. The queue is counted or listed on entry, and listed again when one of the two entries before
 * the own one is gone; in between only the two entries
 * before the own one are looked at, so that waiting costs the same in every queue.
 */
final class PredecessorTracker implements PredecessorLookup.Outcome {

    private final QueueEntry queueEntry;
    private final OpenSession session;
    private final Predecessors predecessors;
    private Optional<Interest> interest = Optional.empty();
    private boolean told;

    PredecessorTracker(QueueEntry queueEntry, OpenSession session) {
        this.queueEntry = queueEntry;
        this.session = session;
        predecessors = new Predecessors(queueEntry, session.foreignNodes());
    }

    /** Goes on with what was read together with the entry. */
    void begin(CandidacyRequest request, Listed children, ElectionRecords.Pair records) {
        lookup(request).begin(children, records);
    }

    void look(CandidacyRequest request) {
        lookup(request).begin();
    }

    private PredecessorLookup lookup(CandidacyRequest request) {
        queueEntry.watch(request.context());
        return new PredecessorLookup(queueEntry, predecessors, session, request, this);
    }

    /** What a check finds if no event was lost; nothing if the candidacy is told of a change in any case, or has left. */
    Optional<PositionChecks.Expected> expected(SessionContext context) {
        List<String> before = predecessors.nearestPaths(context);
        if (queueEntry.isGone() || queueEntry.node().isEmpty() || before.isEmpty()) {
            return Optional.empty();
        }
        List<String> paths = new ArrayList<>(before);
        paths.add(queueEntry.path(context));
        return Optional.of(new PositionChecks.Expected(this, paths));
    }

    /** A check has found that an event was lost. */
    void positionChanged() {
        queueEntry.positionChanged();
    }

    void reconnected() {
        predecessors.reconnected();
    }

    /** Gives up what is watched on behalf of the candidacy. */
    void end(SessionContext context) {
        predecessors.unwatch(context);
        interest.ifPresent(Interest::end);
        interest = Optional.empty();
    }

    @Override
    public void found(CandidacyRequest request, QueuePosition position) {
        predecessors.told();
        told = true;
        request.give(to -> to.position(position));
        position.predecessor()
                .map(Predecessor::session)
                .filter(SessionName::isOne)
                .ifPresent(this::watchHeartbeats);
    }

    // Kept when no candidate stands before this one any more: the end of the last leader's session may still have to be
    // seen.
    private void watchHeartbeats(String predecessor) {
        Optional<Interest> old = interest;
        interest = session.heartbeats().map(heartbeats -> heartbeats.watch(predecessor));
        old.ifPresent(Interest::end);
    }

    @Override
    public void refused(CandidacyRequest request, Throwable cause) {
        if (told) {
            request.refused(cause);
        } else {
            queueEntry.refuse(request, cause);
        }
    }
}
