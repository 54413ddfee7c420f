// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.candidacy;

import io.baton.Candidate;
import io.baton.raft.internal.session.EntryBatcher;
import io.baton.raft.internal.session.OpenSession;
import io.baton.raft.internal.session.PendingRequest;
import io.baton.raft.internal.session.SessionMembers;
import io.baton.raft.state.request.Request;
import io.baton.raft.state.request.Result;
import io.baton.raft.state.request.SessionEvents;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.Bid;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.QueuePosition;
import io.baton.spi.support.PendingAnswer;
import io.baton.spi.support.RequestSlot;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** One candidate of a session, from its entry to its release. */
public final class RaftCandidacy implements Candidacy, SessionMembers.Member {

    private final OpenSession session;
    private final ElectionName election;
    private final CandidacyFacts facts;
    private final PredecessorTracker predecessorTracker;
    private final LeadershipRequests leadershipRequests;
    private final OrderValueCheck orderValueCheck;
    private final RequestSlot slot;
    private Optional<QueuePosition> last = Optional.empty();
    private long checks;
    private long tag;

    public RaftCandidacy(OpenSession session, ElectionName election, CandidacyFacts facts) {
        this.session = session;
        this.election = election;
        this.facts = facts;
        predecessorTracker = new PredecessorTracker(facts, session.facts());
        leadershipRequests = new LeadershipRequests(session);
        orderValueCheck = new OrderValueCheck(session.memory());
        slot = new RequestSlot(facts, session.strand(), session.request().requestTimeout(), session::isOver);
    }

    public void enter(Candidate candidate) {
        request(
                () -> {
                    tag = session.sessionMembers().add(this);
                    orderValueCheck.begin();
                    return new Request.Enter(tag, election, candidate);
                },
                this::positionRead);
    }

    @Override
    public void look() {
        request(() -> new Request.Look(tag), this::positionRead);
    }

    /** Goes with the next entry of the session: only what has changed needs one of its own. */
    @Override
    public void check() {
        session.strand().run(() -> {
            long number = ++checks;
            if (!slot.isGone() && !session.isOver()) {
                session.opened()
                        .ifPresent(entries -> entries.send(PendingRequest.check(
                                new Request.Look(tag),
                                () -> number == checks && !slot.isGone(),
                                predecessorTracker::hasChanges,
                                (result, index, sentAt) -> checked(result))));
            }
        });
    }

    private void checked(Result result) {
        boolean same = result instanceof Result.Position found
                && last.filter(told -> told.equals(found.position())).isPresent();
        if (!same && !slot.isGone()) {
            facts.positionChanged();
        }
    }

    @Override
    public void raiseValidity(FloorRecord read, long validityNanos) {
        request(() -> new Request.RaiseValidity(tag, read.version(), validityNanos), this::positionRead);
    }

    @Override
    public void bidAhead(Bid bid) {
        session.strand().run(() -> {
            if (!slot.isGone() && !session.isOver()) {
                leadershipRequests.sendAhead(tag, bid, () -> !slot.isGone());
            }
        });
    }

    @Override
    public void takeLeadership(Bid bid) {
        session.strand().run(() -> {
            OptionalLong provenAt =
                    slot.isGone() || session.isOver() ? OptionalLong.empty() : leadershipRequests.provenAt(bid);
            if (provenAt.isPresent()) {
                facts.tookLeadership(provenAt.getAsLong());
            } else {
                request(() -> leadershipRequests.takeLeadership(tag, bid), this::tookLeadership);
            }
        });
    }

    @Override
    public void fence(String other) {
        Optional<SessionId> id = SessionId.parse(other);
        if (id.isEmpty()) {
            // No proof can succeed in a session that cannot exist.
            facts.proofsEnded(other);
            return;
        }
        request(
                () -> new Request.Fence(id.get()),
                (to, result, index, sentAt) -> to.give(told -> told.proofsEnded(other)));
    }

    @Override
    public void confirm() {
        request(() -> new Request.Look(tag), this::confirmed);
    }

    private void confirmed(PendingAnswer to, Result result, long index, long sentAt) {
        if (result instanceof Result.Position) {
            to.give(CandidacyFacts::confirmed);
        } else {
            other(to, result);
        }
    }

    @Override
    public void release() {
        request(() -> new Request.Release(tag), (to, result, index, sentAt) -> other(to, result));
    }

    @Override
    public void heard(SessionEvents.PositionChange place, long upTo) {
        if (!slot.isGone()) {
            leadershipRequests.heard(place.leadsByBid());
            predecessorTracker.heard(place, upTo);
            session.sessionMembers().moved(tag, predecessorTracker.isNone());
            session.opened().ifPresent(EntryBatcher::pump);
        }
    }

    @Override
    public void removed() {
        if (!slot.isGone()) {
            over();
            slot.tellGone();
        }
    }

    @Override
    public void drop() {
        slot.drop();
    }

    private void positionRead(PendingAnswer to, Result result, long index, long sentAt) {
        if (!(result instanceof Result.Position found)) {
            other(to, result);
            return;
        }
        QueuePosition queuePosition = found.position();
        Optional<IllegalStateException> objection = orderValueCheck.objection(queuePosition.orderValue());
        if (objection.isPresent()) {
            refuse(to, objection.get());
            return;
        }
        session.memory().saw(queuePosition.orderValue());
        leadershipRequests.heard(found.leadsByBid());
        last = Optional.of(queuePosition);
        predecessorTracker.positionRead(queuePosition, index);
        to.give(told -> told.position(queuePosition));
        predecessorTracker.tell();
        session.sessionMembers().moved(tag, predecessorTracker.isNone());
    }

    private void refuse(PendingAnswer to, IllegalStateException why) {
        Optional<EntryBatcher> entries = session.opened();
        if (entries.isPresent()) {
            entries.get().send(PendingRequest.untold(new Request.Release(tag), () -> true));
        }
        over();
        to.give(told -> told.refused(why));
    }

    private void tookLeadership(PendingAnswer to, Result result, long index, long sentAt) {
        if (result instanceof Result.Done) {
            to.give(told -> told.tookLeadership(sentAt));
        } else if (result instanceof Result.Changed) {
            to.give(CandidacyFacts::leadershipNotTaken);
        } else if (result instanceof Result.Fenced fenced) {
            Optional<EntryBatcher> entries = session.opened();
            if (entries.isPresent()) {
                entries.get().fenced(fenced.fence());
            }
            to.give(CandidacyFacts::leadershipNotTaken);
        } else {
            other(to, result);
        }
    }

    private void other(PendingAnswer to, Result result) {
        if (result instanceof Result.Gone) {
            if (!slot.isGone()) {
                over();
                slot.tellGone();
            }
        } else if (result instanceof Result.Refused refused) {
            to.give(told -> told.refused(new IllegalStateException(refused.why())));
        }
    }

    private void over() {
        slot.leave();
        session.sessionMembers().remove(tag);
    }

    private void request(Supplier<Request> asked, Heard heard) {
        slot.request(begun -> session.opened()
                .ifPresentOrElse(
                        entries -> entries.send(new PendingRequest(
                                asked.get(),
                                begun::isOpen,
                                (result, index, sentAt) -> heard.hear(begun, result, index, sentAt))),
                        () -> begun.give(to -> to.unknown(new TimeoutException("the session is not open")))));
    }

    /** Hears what came of a request, also of one that was given up. */
    @FunctionalInterface
    private interface Heard {
        void hear(PendingAnswer to, Result result, long index, long sentAt);
    }
}
