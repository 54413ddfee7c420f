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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One candidate of a session, from its entry to its release. */
public final class RaftCandidacy implements Candidacy, SessionMembers.Member {

    private final OpenSession session;
    private final ElectionName election;
    private final CandidacyFacts facts;
    private final PredecessorTracker predecessorTracker;
    private final PreparedBid ahead = new PreparedBid();
    private long tag;
    private long newestBefore;
    private boolean gone;
    private @Nullable PendingAnswer pendingAnswer;

    public RaftCandidacy(OpenSession session, ElectionName election, CandidacyFacts facts) {
        this.session = session;
        this.election = election;
        this.facts = facts;
        predecessorTracker = new PredecessorTracker(facts, session.facts());
    }

    public void enter(Candidate candidate) {
        request(
                () -> {
                    tag = session.sessionMembers().add(this);
                    newestBefore = session.memory().newest();
                    return new Request.Enter(tag, election, candidate);
                },
                this::positionRead);
    }

    @Override
    public void look() {
        request(() -> new Request.Look(tag), predecessorTracker::hasChanges, this::positionRead);
    }

    @Override
    public void raiseValidity(FloorRecord read, long validityNanos) {
        request(() -> new Request.RaiseValidity(tag, read.version(), validityNanos), this::positionRead);
    }

    @Override
    public void bidAhead(Bid bid) {
        session.strand().run(() -> {
            if (!gone && !session.isOver()) {
                session.opened()
                        .ifPresent(entries -> ahead.make(tag, bid, entries.fence())
                                .ifPresent(request -> entries.send(new PendingRequest(
                                        request, () -> !gone && ahead.isLast(request), (result, index, sentAt) -> {
                                            // What has come of it is told when the turn has come.
                                        }))));
            }
        });
    }

    @Override
    public void takeLeadership(Bid bid) {
        session.strand().run(() -> {
            OptionalLong provenAt = gone || session.isOver()
                    ? OptionalLong.empty()
                    : session.opened()
                            .map(entries -> ahead.tookLeadership(bid, entries.fence(), entries.provenAt()))
                            .orElse(OptionalLong.empty());
            if (provenAt.isPresent()) {
                facts.tookLeadership(provenAt.getAsLong());
            } else {
                bid(bid);
            }
        });
    }

    private void bid(Bid bid) {
        Request.ExpectedLeaderRecord leaderRecord =
                new Request.ExpectedLeaderRecord(bid.seen().led(), bid.seen().version(), bid.expectsRelease());
        request(
                () -> new Request.TakeLeadership(tag, fence(), bid.floor().version(), leaderRecord, bid.token()),
                this::tookLeadership);
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
        request(() -> new Request.Look(tag), (to, result, index, sentAt) -> {
            if (result instanceof Result.Position) {
                to.give(CandidacyFacts::confirmed);
            } else {
                other(to, result);
            }
        });
    }

    @Override
    public void release() {
        request(() -> new Request.Release(tag), (to, result, index, sentAt) -> other(to, result));
    }

    @Override
    public void heard(SessionEvents.PositionChange place, long upTo) {
        if (!gone) {
            ahead.heard(place.leadsByBid());
            predecessorTracker.heard(place, upTo);
            session.sessionMembers().moved(tag, predecessorTracker.isNone());
            session.opened().ifPresent(EntryBatcher::pump);
        }
    }

    @Override
    public void removed() {
        if (!gone) {
            over();
            tellGone();
        }
    }

    @Override
    public void drop() {
        if (pendingAnswer != null) {
            pendingAnswer.drop();
        }
    }

    private void positionRead(PendingAnswer to, Result result, long index, long sentAt) {
        if (!(result instanceof Result.Position found)) {
            other(to, result);
            return;
        }
        QueuePosition queuePosition = found.position();
        if (queuePosition.orderValue() <= newestBefore) {
            refuseOldNumbers(to, queuePosition);
            return;
        }
        session.memory().saw(queuePosition.orderValue());
        ahead.heard(found.leadsByBid());
        predecessorTracker.positionRead(queuePosition, index);
        to.give(told -> told.position(queuePosition));
        predecessorTracker.tell();
        session.sessionMembers().moved(tag, predecessorTracker.isNone());
    }

    private void refuseOldNumbers(PendingAnswer to, QueuePosition queuePosition) {
        session.opened()
                .ifPresent(entries ->
                        entries.send(new PendingRequest(new Request.Release(tag), () -> true, (done, at, sent) -> {})));
        over();
        to.give(told -> told.refused(new IllegalStateException("this process has seen the group give number "
                + newestBefore + ", and now gets " + queuePosition.orderValue()
                + ". Its disks were wiped or restored. Raise the token floor of every election above the greatest"
                + " token ever used, then restart this process")));
    }

    private void tookLeadership(PendingAnswer to, Result result, long index, long sentAt) {
        if (result instanceof Result.Done) {
            to.give(told -> told.tookLeadership(sentAt));
        } else if (result instanceof Result.Changed) {
            to.give(CandidacyFacts::leadershipNotTaken);
        } else if (result instanceof Result.Fenced fenced) {
            session.opened().ifPresent(entries -> entries.fenced(fenced.fence()));
            to.give(CandidacyFacts::leadershipNotTaken);
        } else {
            other(to, result);
        }
    }

    private void other(PendingAnswer to, Result result) {
        if (result instanceof Result.Gone) {
            if (!gone) {
                over();
                tellGone();
            }
        } else if (result instanceof Result.Refused refused) {
            to.give(told -> told.refused(new IllegalStateException(refused.why())));
        }
    }

    private void tellGone() {
        if (pendingAnswer != null && pendingAnswer.isOpen()) {
            pendingAnswer.give(CandidacyFacts::gone);
        } else {
            facts.gone();
        }
    }

    private void over() {
        gone = true;
        session.sessionMembers().remove(tag);
    }

    private long fence() {
        return session.opened().map(EntryBatcher::fence).orElse(0L);
    }

    private void request(Supplier<Request> asked, Heard heard) {
        request(asked, () -> true, heard);
    }

    private void request(Supplier<Request> asked, BooleanSupplier urgent, Heard heard) {
        session.strand().run(() -> {
            if (session.isOver()) {
                return;
            }
            PendingAnswer begun =
                    new PendingAnswer(facts, session.strand(), session.request().requestTimeout());
            drop();
            pendingAnswer = begun;
            if (gone) {
                begun.give(CandidacyFacts::gone);
                return;
            }
            session.opened()
                    .ifPresentOrElse(
                            entries -> entries.send(new PendingRequest(
                                    asked.get(),
                                    begun::isOpen,
                                    urgent,
                                    (result, index, sentAt) -> heard.hear(begun, result, index, sentAt))),
                            () -> begun.give(to -> to.unknown(new TimeoutException("the session is not open"))));
        });
    }

    /** Hears what came of a request, also of one that was given up. */
    @FunctionalInterface
    private interface Heard {
        void hear(PendingAnswer to, Result result, long index, long sentAt);
    }
}
