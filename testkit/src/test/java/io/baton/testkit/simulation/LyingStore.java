// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation;

import io.baton.spi.Bid;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.QueuePosition;
import io.baton.testkit.memory.MemoryStore;
import io.baton.testkit.memory.store.StoreRequest;
import io.baton.testkit.memory.store.StoreRequest.Outcome;
import io.baton.testkit.memory.store.StoreRequest.Proof;
import io.baton.testkit.simulation.context.ProtocolRules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/** Stores that leave one rule out. Each instance serves one simulation. */
final class LyingStore implements ProtocolRules {

    /** Answers a request in its own way, if it wants to; the answer is of the kind that the request has. */
    @FunctionalInterface
    interface Lie {
        Optional<Object> answer(StoreRequest<?> request, MemoryStore store);
    }

    private final Lie lie;

    LyingStore(Lie lie) {
        this.lie = lie;
    }

    @Override
    @SuppressWarnings("unchecked") // Each lie gives the kind of answer that its request has.
    public <A> A execute(StoreRequest<A> request, MemoryStore store) {
        return (A) lie.answer(request, store).orElseGet(() -> store.execute(request));
    }

    /** Changes the positions that candidacies are shown. */
    static ProtocolRules showing(BiFunction<String, QueuePosition, QueuePosition> lie) {
        return new LyingStore((request, store) -> {
            Optional<String> tag = tag(request);
            if (tag.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(((Optional<?>) store.execute(request))
                    .map(queuePosition -> lie.apply(tag.get(), (QueuePosition) queuePosition)));
        });
    }

    /** Shows unclean leaders as released to candidates that have had a predecessor, or that have not. */
    static ProtocolRules hidingUncleanLeaders(BiPredicate<Boolean, QueuePosition> from) {
        Set<String> hadPredecessor = new HashSet<>();
        return showing((tag, queuePosition) -> {
            if (queuePosition.predecessor().isPresent()) {
                hadPredecessor.add(tag);
            }
            boolean isItsOwn = queuePosition.leaderRecord().led() == queuePosition.orderValue();
            return !isItsOwn && from.test(hadPredecessor.contains(tag), queuePosition)
                    ? released(queuePosition)
                    : queuePosition;
        });
    }

    /** Forgets elections that are without a candidate although their last leader did not leave cleanly. */
    static ProtocolRules forgettingUncleanLeaders() {
        Set<Long> forgotten = new HashSet<>();
        ProtocolRules hiding = showing((tag, queuePosition) ->
                forgotten.contains(queuePosition.leaderRecord().led()) ? released(queuePosition) : queuePosition);
        return new LyingStore((request, store) -> {
            if (!(request instanceof StoreRequest.Forget forget)) {
                return Optional.of(hiding.execute(request, store));
            }
            if (store.candidateQueue(forget.election()).queue().isEmpty()) {
                store.leaderRecord(forget.election()).ifPresent(leaderRecord -> forgotten.add(leaderRecord.led()));
            }
            return Optional.of(true);
        });
    }

    /** Takes leadership on other records than the bid was made on. */
    static ProtocolRules takingLeadership(BiFunction<MemoryStore, ElectionName, UnaryOperator<Bid>> lie) {
        Map<String, ElectionName> elections = new HashMap<>();
        return new LyingStore((request, store) -> {
            if (request instanceof StoreRequest.Enter enter) {
                elections.put(enter.tag(), enter.election());
            }
            if (request instanceof StoreRequest.TakeLeadership take && elections.containsKey(take.tag())) {
                Bid bid = lie.apply(store, elections.get(take.tag())).apply(take.bid());
                return Optional.of(
                        store.execute(new StoreRequest.TakeLeadership(take.session(), take.tag(), take.fence(), bid)));
            }
            return Optional.empty();
        });
    }

    /** Answers one kind of request without doing it. */
    static <R> ProtocolRules pretending(Class<R> kind, Object answer) {
        return new LyingStore((request, store) -> kind.isInstance(request) ? Optional.of(answer) : Optional.empty());
    }

    /** Lets an entry through that was given up, under another tag. */
    static ProtocolRules enteringLate() {
        return new LyingStore((request, store) -> {
            if (!(request instanceof StoreRequest.Enter enter)) {
                return Optional.empty();
            }
            Optional<QueuePosition> honest = store.execute(enter);
            return Optional.of(
                    honest.isPresent()
                            ? honest
                            : store.execute(new StoreRequest.Enter(
                                    enter.session(), enter.tag() + "-late", enter.election(), enter.candidate())));
        });
    }

    /** Proves sessions whose fence a successor has written. */
    static ProtocolRules ignoringFences() {
        return new LyingStore((request, store) -> {
            if (request instanceof StoreRequest.Prove prove) {
                Proof honest = store.execute(prove);
                return Optional.of(
                        honest.outcome() == Outcome.FENCED
                                ? new Proof(
                                        store.execute(new StoreRequest.Prove(prove.session(), honest.fence()))
                                                .outcome(),
                                        prove.fence())
                                : honest);
            }
            return Optional.empty();
        });
    }

    /** Takes leadership with proofs that rest on a fence that was written since. */
    static ProtocolRules ignoringFencesWhenTakingLeadership() {
        return new LyingStore((request, store) -> {
            if (request instanceof StoreRequest.TakeLeadership take) {
                Proof honest = store.execute(take);
                return Optional.of(
                        honest.outcome() == Outcome.FENCED
                                ? store.execute(new StoreRequest.TakeLeadership(
                                        take.session(), take.tag(), honest.fence(), take.bid()))
                                : honest);
            }
            return Optional.empty();
        });
    }

    /** Proves sessions that have ended, and says that they stand. */
    static ProtocolRules provingTheDead() {
        return new LyingStore((request, store) -> {
            if (request instanceof StoreRequest.Heartbeat) {
                store.execute(request);
                return Optional.of(true);
            }
            if (request instanceof StoreRequest.Prove prove) {
                Proof honest = store.execute(prove);
                return Optional.of(honest.outcome() == Outcome.GONE ? new Proof(Outcome.DONE, prove.fence()) : honest);
            }
            return Optional.empty();
        });
    }

    /** Says that the validity was raised, and does not write it. */
    static ProtocolRules notRaisingValidity() {
        return new LyingStore((request, store) -> {
            if (request instanceof StoreRequest.RaiseValidity raise) {
                Optional<QueuePosition> found = store.execute(new StoreRequest.Look(raise.session(), raise.tag()));
                return Optional.of(found.map(queuePosition -> with(
                        queuePosition,
                        new FloorRecord(
                                queuePosition.floor().floor(),
                                queuePosition.floor().since(),
                                Math.max(
                                        raise.validityNanos(),
                                        queuePosition.floor().validityNanos()),
                                queuePosition.floor().version()))));
            }
            return Optional.empty();
        });
    }

    static QueuePosition with(QueuePosition queuePosition, FloorRecord floor) {
        return new QueuePosition(
                queuePosition.orderValue(), queuePosition.predecessor(), floor, queuePosition.leaderRecord());
    }

    static QueuePosition released(QueuePosition queuePosition) {
        LeaderRecord leaderRecord = queuePosition.leaderRecord();
        return new QueuePosition(
                queuePosition.orderValue(),
                queuePosition.predecessor(),
                queuePosition.floor(),
                new LeaderRecord(
                        leaderRecord.led(),
                        leaderRecord.session(),
                        leaderRecord.token(),
                        true,
                        leaderRecord.version()));
    }

    private static Optional<String> tag(StoreRequest<?> request) {
        if (request instanceof StoreRequest.Enter enter) {
            return Optional.of(enter.tag());
        } else if (request instanceof StoreRequest.Look look) {
            return Optional.of(look.tag());
        } else if (request instanceof StoreRequest.RaiseValidity raise) {
            return Optional.of(raise.tag());
        }
        return Optional.empty();
    }
}
