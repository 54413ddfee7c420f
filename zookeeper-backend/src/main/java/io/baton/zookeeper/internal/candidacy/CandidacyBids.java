// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.candidacy;

import io.baton.spi.Bid;
import io.baton.zookeeper.internal.bid.BidEntry;
import io.baton.zookeeper.internal.bid.BidEvents;
import io.baton.zookeeper.internal.session.OpenSession;
import io.baton.zookeeper.internal.session.SessionContext;
import io.baton.zookeeper.internal.session.SessionName;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The bid that one candidacy has made ahead: one node at a time. Tells that it stands, and that the predecessor's release has carried it out if
 * the session has proven itself on the fence that the bid rests on. For the strand only, but for {@link #bidAhead}.
 */
final class CandidacyBids implements BidEvents {

    /** A leader has better things to send first. */
    private static final Duration REMOVAL_PAUSE = Duration.ofMillis(100);

    private final QueueEntry queueEntry;
    private final CandidacyContext shared;
    private final OpenSession session;
    private final RecordedLeadership recorded;
    private Optional<Bid> wanted = Optional.empty();
    private Optional<BidEntry> entry = Optional.empty();

    CandidacyBids(QueueEntry queueEntry, CandidacyContext shared, RecordedLeadership recorded) {
        this.queueEntry = queueEntry;
        this.shared = shared;
        session = shared.session();
        this.recorded = recorded;
    }

    /** Makes the bid, in place of the one before. From any thread. */
    void bidAhead(Bid bid) {
        session.link().strand().run(() -> {
            wanted = Optional.of(bid);
            settle();
        });
    }

    private void settle() {
        if (wanted.isEmpty() || queueEntry.isGone() || queueEntry.node().isEmpty()) {
            return;
        }
        Optional<BidEntry> known = entry.filter(made -> !made.isOver());
        if (known.isEmpty()) {
            session.link().connected().ifPresent(this::begin);
        } else if (!known.get().matches(wanted.get())) {
            known.get().withdraw();
        } else if (known.get().stands()) {
            tellStanding(known.get());
        }
    }

    private void begin(SessionContext context) {
        Bid bid = wanted.orElseThrow();
        if (session.link().isOver()
                || session.fence().isEmpty()
                || !SessionName.isOne(bid.seen().session())) {
            return;
        }
        BidEntry.Own own = new BidEntry.Own(
                queueEntry.election(), queueEntry.path(context), queueEntry.nodeName(), queueEntry.orderValue());
        BidEntry made = new BidEntry(shared.sentBids(), session, own, bid, this);
        entry = Optional.of(made);
        if (!made.begin()) {
            wanted = Optional.empty();
        }
    }

    @Override
    public void stands(BidEntry made) {
        // So that no bid for this session's own releases is missed, and no leadership costs a request at its beginning.
        shared.receivedBids().watch();
        settle();
    }

    private void tellStanding(BidEntry made) {
        session.fence()
                .map(fence -> fence.provenOn(made.rested()))
                .filter(OptionalLong::isPresent)
                .ifPresent(provenAt -> queueEntry.bidStands(provenAt.getAsLong()));
    }

    /**
     * The record names this candidacy from now on, whatever is told. A proof that rests on a later fence would not do: it may be younger than the
     * moment from which the next leader waits.
     */
    @Override
    public void carriedOut(BidEntry made) {
        wanted = Optional.empty();
        Bid bid = made.bid();
        recorded.holds(new RecordedLeadership.Held(RecordedLeadership.versionBefore(bid), bid.token()));
        removeLater(made);
        OptionalLong provenAt =
                session.fence().map(fence -> fence.provenOn(made.rested())).orElseGet(OptionalLong::empty);
        provenAt.ifPresent(sentAt -> queueEntry.bidCarriedOut(bid, sentAt));
    }

    @Override
    public void ended(BidEntry made) {
        if (wanted.filter(made::matches).isPresent()) {
            wanted = Optional.empty();
        }
        settle();
    }

    /** No bid is made from now on; one that is made already may be carried out. */
    void stop() {
        wanted = Optional.empty();
        entry.ifPresent(BidEntry::cancel);
    }

    /** The bid that may be carried out, or was without the news of it. */
    Optional<BidEntry> doubtful() {
        return entry.filter(BidEntry::isDoubtful);
    }

    /** Whether only the leader record says if the bid was carried out. */
    boolean isSpent() {
        return entry.filter(BidEntry::isSpent).isPresent();
    }

    /** What became of the bid is known, or of no importance. */
    void removeLater() {
        entry.ifPresent(this::removeLater);
    }

    private void removeLater(BidEntry made) {
        session.link().strand().later(REMOVAL_PAUSE, () -> {
            if (!session.link().isOver()) {
                made.remove();
            }
        });
    }

    /** The candidacy is over. */
    void remove() {
        wanted = Optional.empty();
        entry.ifPresent(BidEntry::remove);
    }

    /** Events may have been missed. */
    void reconnected() {
        entry.ifPresent(BidEntry::missed);
        settle();
    }
}
