// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory.session;

import io.baton.Candidate;
import io.baton.spi.Bid;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.QueuePosition;
import io.baton.spi.QueuePosition.Predecessor;
import io.baton.testkit.memory.store.StoreRequest;
import io.baton.testkit.memory.store.StoreRequest.Proof;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A candidacy of a {@link MemorySession}. */
final class MemoryCandidacy implements Candidacy {

    private static final long NONE = 0;

    private final MemorySession session;
    private final CandidacyFacts facts;

    /** Events and answers come in any order: the end of a predecessor may be heard before its name. */
    private final Set<Long> gonePredecessors = new HashSet<>();

    private long predecessor = NONE;
    private Optional<QueuePosition> last = Optional.empty();
    private Optional<BidAhead> ahead = Optional.empty();
    private String tag = "";
    private boolean gone;

    /** A bid made ahead, on the given version of the session's fence. */
    private record BidAhead(Bid bid, long fence, long number) {}

    MemoryCandidacy(MemorySession session, CandidacyFacts facts) {
        this.session = session;
        this.facts = facts;
    }

    void enter(String ownTag, ElectionName election, Candidate candidate) {
        tag = ownTag;
        send(new StoreRequest.Enter(session.name(), tag, election, candidate), this::stands);
    }

    @Override
    public void look() {
        ask(() -> new StoreRequest.Look(session.name(), tag), this::stands);
    }

    @Override
    public void check() {
        session.run(() -> session.send(new StoreRequest.Look(session.name(), tag), this::checked, unknown -> {}));
    }

    private void checked(Optional<QueuePosition> found) {
        // As on a store of which it would cost more to read the records, too.
        boolean same = found.isPresent()
                && last.filter(told -> told.predecessor().equals(found.get().predecessor()))
                        .isPresent();
        if (!gone && !same) {
            facts.positionChanged();
        }
    }

    @Override
    public void raiseValidity(FloorRecord read, long validityNanos) {
        ask(() -> new StoreRequest.RaiseValidity(session.name(), tag, read, validityNanos), this::stands);
    }

    @Override
    public void takeLeadership(Bid bid) {
        long sentAt = session.now();
        session.run(() -> {
            long fence = session.fence().version();
            send(
                    new StoreRequest.TakeLeadership(session.name(), tag, fence, bid),
                    proof -> tookLeadership(proof, fence, sentAt));
        });
    }

    @Override
    public void bidAhead(Bid bid) {
        long sentAt = session.now();
        session.run(() -> {
            BidAhead made = new BidAhead(bid, session.fence().version(), session.nextBid());
            ahead = Optional.of(made);
            session.send(
                    new StoreRequest.BidAhead(session.name(), tag, made.fence(), bid, made.number()),
                    proof -> bidAnswered(proof, made, sentAt),
                    unknown -> {});
        });
    }

    private void bidAnswered(Proof proof, BidAhead made, long sentAt) {
        if (gone) {
            return;
        }
        switch (proof.outcome()) {
            case DONE -> {
                session.fence().proven(made.fence(), sentAt);
                if (ahead.filter(made::equals).isPresent()) {
                    facts.bidStands(sentAt);
                }
            }
            case FENCED -> session.fenced(proof.fence());
            case GONE -> deleted();
            case CHANGED -> {}
        }
    }

    /** The store has carried a bid out: it counts from the last proof that rests on the same fence, or is made anew. */
    void bidCarriedOut(long number) {
        if (gone) {
            return;
        }
        OptionalLong provenAt = ahead.filter(made -> made.number() == number)
                .map(made -> session.fence().provenAt(made.fence()))
                .orElseGet(OptionalLong::empty);
        if (provenAt.isPresent()) {
            session.unwatch(this);
            predecessor = NONE;
            facts.bidCarriedOut(ahead.orElseThrow().bid(), provenAt.getAsLong());
        }
    }

    @Override
    public void fence(String other) {
        ask(() -> new StoreRequest.Fence(session.name(), other), stood -> facts.proofsEnded(other));
    }

    @Override
    public void confirm() {
        ask(() -> new StoreRequest.Confirm(session.name(), tag), stands -> {
            if (stands) {
                facts.confirmed();
            } else {
                deleted();
            }
        });
    }

    @Override
    public void release() {
        ask(() -> new StoreRequest.Release(session.name(), tag), stood -> deleted());
    }

    /** The candidacy is not in the store and will not be. */
    void deleted() {
        if (!gone) {
            gone = true;
            session.finished(this, tag);
        }
        facts.gone();
    }

    void predecessorGone(long orderValue) {
        gonePredecessors.add(orderValue);
        tellIfPredecessorGone();
    }

    private void stands(Optional<QueuePosition> found) {
        if (found.isEmpty()) {
            deleted();
            return;
        }
        QueuePosition queuePosition = found.get();
        last = found;
        predecessor = queuePosition.predecessor().map(Predecessor::orderValue).orElse(NONE);
        facts.position(queuePosition);
        queuePosition.predecessor().filter(Predecessor::first).ifPresent(first -> session.watch(this, first.session()));
        tellIfPredecessorGone();
    }

    private void tellIfPredecessorGone() {
        if (gonePredecessors.contains(predecessor)) {
            predecessor = NONE;
            facts.predecessorGone();
        }
    }

    private void tookLeadership(Proof proof, long fence, long sentAt) {
        switch (proof.outcome()) {
            case DONE -> {
                session.fence().proven(fence, sentAt);
                session.unwatch(this);
                facts.tookLeadership(sentAt);
            }
            case CHANGED -> facts.leadershipNotTaken();
            case FENCED -> {
                session.fenced(proof.fence());
                facts.leadershipNotTaken();
            }
            case GONE -> deleted();
        }
    }

    private <A> void ask(Supplier<StoreRequest<A>> message, Consumer<A> answered) {
        session.run(() -> send(message.get(), answered));
    }

    private <A> void send(StoreRequest<A> message, Consumer<A> answered) {
        session.send(
                message,
                answer -> unlessGone(() -> answered.accept(answer)),
                cause -> unlessGone(() -> facts.unknown(cause)));
    }

    /** Every request is answered, also one that was under way when the candidacy was deleted. */
    private void unlessGone(Runnable answer) {
        if (gone) {
            facts.gone();
        } else {
            answer.run();
        }
    }
}
