// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation;

import io.baton.spi.Bid;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.FloorRecord;
import io.baton.spi.MonotonicClock;
import io.baton.spi.QueuePosition;
import io.baton.spi.SessionFacts;
import io.baton.testkit.memory.store.StoreRequest;
import io.baton.testkit.simulation.context.Fault;
import io.baton.testkit.simulation.context.ProtocolRules;
import io.baton.testkit.simulation.context.Scenario;
import io.baton.testkit.spi.ForwardingCandidacyFacts;
import io.baton.testkit.spi.ForwardingSessionFacts;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/** A rule of the protocol, and how the processes behave without it. */
@SuppressWarnings("ImmutableEnumChecker") // The suppliers hold no state.
enum Rule {
    WAIT_AFTER_AN_UNCLEAN_LEADER(() -> LyingStore.hidingUncleanLeaders((successor, queuePosition) -> true)),
    A_SUCCESSOR_HEEDS_THE_LEADER_RECORD(() -> LyingStore.hidingUncleanLeaders((successor, queuePosition) -> successor)),
    A_NEWCOMER_HEEDS_THE_LEADER_RECORD(() -> LyingStore.hidingUncleanLeaders((successor, queuePosition) -> !successor)),
    A_PROOF_COUNTS_FROM_BEFORE_IT_WAS_SENT(() -> LyingBackend.telling(new FromReceipt())),
    TAKING_LEADERSHIP_COUNTS_FROM_BEFORE_IT_WAS_SENT(() -> LyingBackend.telling(new LateLeadership())),
    THE_LEADER_RECORD_IS_AS_IT_WAS_READ(() -> LyingStore.takingLeadership((store, election) ->
            bid -> new Bid(bid.floor(), store.leaderRecord(election).orElse(bid.seen()), false, bid.token()))),
    THE_FLOOR_RECORD_IS_AS_IT_WAS_READ(
            Scenario.hostile(),
            () -> LyingStore.takingLeadership((store, election) -> bid ->
                    new Bid(store.floor(election).orElse(bid.floor()), bid.seen(), bid.expectsRelease(), bid.token()))),
    NOBODY_LEADS_WHO_ENTERED_BEFORE_THE_FLOOR_WAS_RAISED(
            Scenario.hostile(),
            () -> LyingStore.showing(
                    (tag, queuePosition) -> LyingStore.with(queuePosition, withoutSince(queuePosition.floor())))),
    THE_VALIDITY_IS_RECORDED(Scenario.hostile(), LyingStore::notRaisingValidity),
    SIGNS_COUNT_FROM_WHEN_THE_WATCH_STANDS(() -> LyingBackend.telling(new EarlyWatch())),
    THE_FENCE_IS_WRITTEN(() -> LyingStore.pretending(StoreRequest.Fence.class, true)),
    THE_WAIT_BEGINS_AFTER_THE_FENCE(() -> LyingBackend.telling(new EarlyFence())),
    A_PROOF_HEEDS_THE_FENCE(LyingStore::ignoringFences),
    A_PROOF_NEEDS_THE_SESSION(LyingStore::provingTheDead),
    A_FENCED_LEADER_FINDS_ITS_CANDIDACY(() -> LyingStore.pretending(StoreRequest.Confirm.class, true)),
    SO_DOES_A_LEADER_THAT_HEARS_OF_THE_FENCE_LATER(() -> LyingBackend.telling(new SureLeadership())),
    AN_ENTRY_GIVEN_UP_DOES_NOT_APPEAR(LyingStore::enteringLate),
    AN_ELECTION_IS_FORGOTTEN_AFTER_A_RELEASE_ONLY(
            Scenario.treacherous()
                    .with(EnumSet.of(
                            Fault.CUTS,
                            Fault.LATE_EVENTS,
                            Fault.DELETIONS,
                            Fault.RESIGNATIONS,
                            Fault.FORGOTTEN_ELECTIONS)),
            LyingStore::forgettingUncleanLeaders),
    A_WAITING_CANDIDATE_MAKES_SURE_THAT_NO_EVENT_WAS_LOST(
            Scenario.hostile().with(EnumSet.of(Fault.LOST_EVENTS, Fault.RESIGNATIONS, Fault.DELETIONS)),
            () -> LyingBackend.telling(new LyingBackend.Lies() {
                @Override
                public boolean checks() {
                    return false;
                }
            })),
    A_BID_CARRIED_OUT_COUNTS_FROM_BEFORE_THE_PROOF_WAS_SENT(() -> LyingBackend.telling(new LateBid())),
    HELD_ENDS_BEFORE_THE_RELEASE(() -> new ProtocolRules() {
        @Override
        public boolean heldUntilTold() {
            return true;
        }
    }),
    CLOCKS_KEEP_TO_THE_MARGIN(() -> new ProtocolRules() {
        @Override
        public long clockRateError() {
            return 50_000;
        }
    });

    private final Scenario scenario;
    private final Supplier<ProtocolRules> withoutIt;

    Rule(Supplier<ProtocolRules> withoutIt) {
        this(Scenario.treacherous(), withoutIt);
    }

    Rule(Scenario scenario, Supplier<ProtocolRules> withoutIt) {
        this.scenario = scenario;
        this.withoutIt = withoutIt;
    }

    /** The faults that the rule is there for. */
    Scenario scenario() {
        return scenario;
    }

    /** A backend for one simulation in which this rule is left out. */
    ProtocolRules leftOut() {
        return withoutIt.get();
    }

    private static FloorRecord withoutSince(FloorRecord floor) {
        return new FloorRecord(floor.floor(), 0, floor.validityNanos(), floor.version());
    }

    /** Counts proofs from their answers. */
    private static final class FromReceipt implements LyingBackend.Lies {
        @Override
        public SessionFacts session(SessionFacts engine, MonotonicClock clock) {
            return new ForwardingSessionFacts(engine) {
                @Override
                public void proven(long sentAt) {
                    engine.proven(clock.nanos());
                }
            };
        }
    }

    /** Counts the taking of leadership from its answer. */
    private static final class LateLeadership implements LyingBackend.Lies {
        @Override
        public CandidacyFacts candidacy(CandidacyFacts engine, SessionFacts session, MonotonicClock clock) {
            return new ForwardingCandidacyFacts(engine) {
                @Override
                public void tookLeadership(long sentAt) {
                    engine.tookLeadership(clock.nanos());
                }
            };
        }
    }

    /** Counts a bid that was carried out from when that was heard. */
    private static final class LateBid implements LyingBackend.Lies {
        @Override
        public CandidacyFacts candidacy(CandidacyFacts engine, SessionFacts session, MonotonicClock clock) {
            return new ForwardingCandidacyFacts(engine) {
                @Override
                public void bidCarriedOut(Bid bid, long sentAt) {
                    engine.bidCarriedOut(bid, clock.nanos());
                }
            };
        }
    }

    /** Says that it watches a session as soon as it hears of it, and really does so later. */
    private static final class EarlyWatch implements LyingBackend.Lies {

        private final Set<String> heardOf = new HashSet<>();

        @Override
        public SessionFacts session(SessionFacts engine, MonotonicClock clock) {
            return new ForwardingSessionFacts(engine) {
                @Override
                public void watching(String session) {
                    // Was told before.
                }
            };
        }

        @Override
        public CandidacyFacts candidacy(CandidacyFacts engine, SessionFacts session, MonotonicClock clock) {
            return new ForwardingCandidacyFacts(engine) {
                @Override
                public void position(QueuePosition queuePosition) {
                    queuePosition
                            .predecessor()
                            .filter(before -> heardOf.add(clock + before.session()))
                            .ifPresent(before -> session.watching(before.session()));
                    engine.position(queuePosition);
                }
            };
        }
    }

    /** Says that a fence is written as soon as it is asked for. */
    private static final class EarlyFence implements LyingBackend.Lies {
        @Override
        public void beforeFence(String session, CandidacyFacts engine) {
            engine.proofsEnded(session);
        }
    }

    /** Says of a candidacy that leads since a moment that it is there, without asking, until it hears of a fence again. */
    private static final class SureLeadership implements LyingBackend.Lies {

        private final Set<CandidacyFacts> newLeaders = new HashSet<>();

        @Override
        public SessionFacts session(SessionFacts engine, MonotonicClock clock) {
            return new ForwardingSessionFacts(engine) {
                @Override
                public void fenced() {
                    newLeaders.clear();
                    super.fenced();
                }
            };
        }

        @Override
        public CandidacyFacts candidacy(CandidacyFacts engine, SessionFacts session, MonotonicClock clock) {
            return new ForwardingCandidacyFacts(engine) {
                @Override
                public void tookLeadership(long sentAt) {
                    newLeaders.add(engine);
                    super.tookLeadership(sentAt);
                }
            };
        }

        @Override
        public boolean confirms(CandidacyFacts engine) {
            if (newLeaders.remove(engine)) {
                engine.confirmed();
                return true;
            }
            return false;
        }
    }
}
