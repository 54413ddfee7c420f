// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import io.baton.internal.engine.AfterDraining;
import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.QueueKnowledge;
import io.baton.internal.engine.RequestTimer;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;
import io.baton.internal.engine.Timing;
import io.baton.spi.Bid;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.QueuePosition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/** One of each: states, standings and inputs, in round numbers. Time is 1000 unless a name says otherwise. */
final class Samples {

    static final long NOW = 1000;
    static final Timing TIMING = new Timing(500, 1000, 0.01, 100, 10, 5000, 300, 400, false);

    private Samples() {}

    static StepContext at(long now) {
        return new StepContext(now, TIMING, true, 0, session -> OptionalLong.empty(), 0.5, ModeTransitions.ALL);
    }

    /** The session "dead" was watched; its last sign came at 800. */
    static StepContext atWithSign(long now) {
        return new StepContext(
                now,
                TIMING,
                true,
                0,
                s -> s.equals("dead") ? OptionalLong.of(800) : OptionalLong.empty(),
                0.5,
                ModeTransitions.ALL);
    }

    static StepContext atWithoutSession(long now) {
        return new StepContext(now, TIMING, false, 0, session -> OptionalLong.empty(), 0.5, ModeTransitions.ALL);
    }

    private static StepContext fencedAt(long fencedAt) {
        return new StepContext(NOW, TIMING, true, fencedAt, session -> OptionalLong.empty(), 0.5, ModeTransitions.ALL);
    }

    static StepContext releasing(long now) {
        Timing releasing = new Timing(500, 1000, 0.01, 100, 10, 5000, 300, 400, true);
        return new StepContext(now, releasing, true, 0, session -> OptionalLong.empty(), 0.5, ModeTransitions.ALL);
    }

    static FloorRecord floor() {
        return new FloorRecord(0, 0, 500, 1);
    }

    static LeaderRecord neverHeld() {
        return new LeaderRecord(0, "", 0, true, 1);
    }

    static LeaderRecord held(long led, String session) {
        return new LeaderRecord(led, session, led, false, 2);
    }

    static QueuePosition first(LeaderRecord leaderRecord) {
        return new QueuePosition(70, Optional.empty(), floor(), leaderRecord);
    }

    static QueuePosition behind(long predecessor, boolean isFirst, LeaderRecord leaderRecord) {
        return new QueuePosition(
                70, Optional.of(new QueuePosition.Predecessor(predecessor, "other", isFirst)), floor(), leaderRecord);
    }

    static QueuePosition withFloor(FloorRecord floor) {
        return new QueuePosition(70, Optional.empty(), floor, neverHeld());
    }

    static Watching watching(QueuePosition position) {
        return new Watching(QueueKnowledge.of(position), 2000, false);
    }

    static Asking asking(QueueKnowledge known) {
        return new Asking(known, at(NOW).requestSent(), false, Optional.empty());
    }

    /** The states, by the file that lists their transitions. */
    static Map<String, Map<String, ElectionState>> states() {
        Map<String, Map<String, ElectionState>> all = new LinkedHashMap<>();
        all.put("idle", idle());
        all.put("entering", Map.of("entering", Entering.begun(at(NOW))));
        all.put("watching", watching());
        all.put("looking", looking());
        all.put("retrying", retrying());
        all.put("fencing", Map.of("fencing the dead", asking(QueueKnowledge.of(first(held(60, "dead"))))));
        all.put("postponed", Map.of("waiting out the dead", waitingOutTheDead()));
        all.put(
                "taking-leadership",
                Map.of(
                        "taking leadership",
                        QueueDecision.first(first(neverHeld()), at(NOW)).next()));
        all.put("leading", leading());
        all.put("draining", draining());
        all.put("undrained", undrained());
        all.put("releasing", releasing());
        all.put("closed", Map.of("closed", new Closed()));
        return all;
    }

    private static Map<String, ElectionState> idle() {
        Map<String, ElectionState> all = new LinkedHashMap<>();
        all.put("idle", new Idle(0));
        all.put("idle until 2000", new Idle(2000));
        return all;
    }

    private static Map<String, ElectionState> watching() {
        Map<String, ElectionState> all = new LinkedHashMap<>();
        all.put("waiting behind the leader", watching(behind(60, true, held(60, "other"))));
        all.put("waiting behind a first that does not lead", watching(behind(60, true, neverHeld())));
        all.put("waiting behind another", watching(behind(60, false, held(50, "first"))));
        QueueKnowledge ahead =
                new QueueKnowledge(behind(60, true, held(60, "other")), Optional.empty(), Optional.of(ahead()));
        all.put("having bid ahead", new Watching(ahead, 2000, false));
        all.put("with a bid that stands", new Watching(ahead, 2000, true));
        return all;
    }

    private static Map<String, ElectionState> looking() {
        Map<String, ElectionState> all = new LinkedHashMap<>();
        QueuePosition behindTheLeader = behind(60, true, held(60, "other"));
        all.put("asking where it stands", asking(QueueKnowledge.of(behindTheLeader)));
        all.put(
                "asking where it stands, having bid ahead",
                asking(new QueueKnowledge(behindTheLeader, Optional.empty(), Optional.of(ahead()))));
        return all;
    }

    static Bid ahead() {
        return new Bid(floor(), held(60, "other"), true, 70);
    }

    private static Map<String, ElectionState> retrying() {
        QueuePosition behindTheLeader = behind(60, true, held(60, "other"));
        return Map.of("after a look of unknown outcome", new Retrying(QueueKnowledge.of(behindTheLeader), 1010));
    }

    private static Postponed waitingOutTheDead() {
        QueueKnowledge.ProofsEnd end = new QueueKnowledge.ProofsEnd(60, 1000);
        return new Postponed(new QueueKnowledge(first(held(60, "dead")), Optional.of(end), Optional.empty()), 1505);
    }

    private static Map<String, ElectionState> leading() {
        Map<String, ElectionState> all = new LinkedHashMap<>();
        all.put("leading until 1500", new Leading(1500, Optional.empty()));
        all.put("leading, deadline passed", new Leading(1000, Optional.empty()));
        all.put("leading, to be confirmed", new Leading(1500, Optional.of(CandidacyCheck.asked(at(NOW)))));
        all.put(
                "leading, to be confirmed twice",
                new Leading(1500, Optional.of(CandidacyCheck.asked(at(NOW)).fencedAgain())));
        all.put(
                "leading, to be confirmed soon",
                new Leading(1500, Optional.of(CandidacyCheck.asked(at(NOW)).unknown(at(NOW)))));
        return all;
    }

    private static Map<String, ElectionState> draining() {
        Map<String, ElectionState> all = new LinkedHashMap<>();
        all.put("draining work", new Draining(true, 1400, AfterDraining.ENTER_AFTER_BACKOFF));
        all.put("draining too long", new Draining(true, 1000, AfterDraining.CLOSE));
        all.put("draining without place", new Draining(false, 1400, AfterDraining.ENTER));
        return all;
    }

    private static Map<String, ElectionState> undrained() {
        Map<String, ElectionState> all = new LinkedHashMap<>();
        all.put(
                "released for good while work goes on",
                new Undrained(false, RequestTimer.next(Long.MAX_VALUE), AfterDraining.CLOSE));
        all.put("releasing while work goes on", new Undrained(true, at(NOW).requestSent(), AfterDraining.CLOSE));
        all.put(
                "released while work goes on",
                new Undrained(false, RequestTimer.next(Long.MAX_VALUE), AfterDraining.ENTER));
        return all;
    }

    private static Map<String, ElectionState> releasing() {
        Map<String, ElectionState> all = new LinkedHashMap<>();
        all.put("releasing", new Releasing(at(NOW).requestSent(), AfterDraining.ENTER));
        all.put("releasing for good", new Releasing(at(NOW).requestSent(), AfterDraining.CLOSE));
        all.put("releasing what was refused", new Releasing(at(NOW).requestSent(), AfterDraining.ENTER_AFTER_REFUSAL));
        all.put("to be released later", new Releasing(RequestTimer.next(1500), AfterDraining.ENTER));
        return all;
    }

    static Map<String, BiFunction<ElectionState, StepContext, Step>> inputs() {
        Map<String, BiFunction<ElectionState, StepContext, Step>> all = timeInputs();
        all.putAll(standingInputs());
        all.putAll(laterInputs());
        return all;
    }

    private static Map<String, BiFunction<ElectionState, StepContext, Step>> timeInputs() {
        Map<String, BiFunction<ElectionState, StepContext, Step>> all = new LinkedHashMap<>();
        all.put("tick", ElectionState::tick);
        all.put("tick at 999", (s, at) -> s.tick(at(999)));
        all.put("tick at 1010", (s, at) -> s.tick(at(1010)));
        all.put("tick at 1200", (s, at) -> s.tick(at(1200)));
        all.put("tick at 1399", (s, at) -> s.tick(at(1399)));
        all.put("tick at 1400", (s, at) -> s.tick(at(1400)));
        all.put("tick at 1400, release undrained", (s, at) -> s.tick(releasing(1400)));
        all.put("tick at 1499", (s, at) -> s.tick(at(1499)));
        all.put("tick at 1500", (s, at) -> s.tick(at(1500)));
        all.put("tick at 1504", (s, at) -> s.tick(at(1504)));
        all.put("tick at 1505", (s, at) -> s.tick(at(1505)));
        all.put("tick at 2000", (s, at) -> s.tick(at(2000)));
        all.put("tick at 1304, last sign at 800", (s, at) -> s.tick(atWithSign(1304)));
        all.put("tick at 1305, last sign at 800", (s, at) -> s.tick(atWithSign(1305)));
        all.put("tick without a session", (s, at) -> s.tick(atWithoutSession(NOW)));
        all.put(
                "standing first, dead whose last sign came at 800",
                (s, at) -> s.position(first(held(60, "dead")), atWithSign(1200)));
        all.put(
                "standing first, dead led before the one asked about",
                (s, at) -> s.position(first(held(61, "dead")), at(1600)));
        all.put("proofs of the dead ended, last sign at 800", (s, at) -> s.proofsEnded("dead", atWithSign(1400)));
        all.put("proofs of the dead ended, last sign later", (s, at) -> s.proofsEnded("dead", atWithSign(700)));
        return all;
    }

    private static Map<String, BiFunction<ElectionState, StepContext, Step>> standingInputs() {
        Map<String, BiFunction<ElectionState, StepContext, Step>> all = new LinkedHashMap<>();
        all.put("standing first, never held", (s, at) -> s.position(first(neverHeld()), at));
        all.put("standing first, dead not released", (s, at) -> s.position(first(held(60, "dead")), at));
        all.put("standing first, own leader record", (s, at) -> s.position(first(held(70, "mine")), at));
        all.put("standing behind", (s, at) -> s.position(behind(60, true, held(60, "other")), at));
        all.put("standing, validity too small", (s, at) -> s.position(withFloor(new FloorRecord(0, 0, 499, 1)), at));
        all.put("standing under the floor", (s, at) -> s.position(withFloor(new FloorRecord(900, 71, 500, 1)), at));
        all.put("standing above the floor", (s, at) -> s.position(withFloor(new FloorRecord(900, 69, 500, 1)), at));
        all.put(
                "standing, greater token seen",
                (s, at) -> s.position(first(new LeaderRecord(20, "old", 70, true, 3)), at));
        return all;
    }

    private static Map<String, BiFunction<ElectionState, StepContext, Step>> laterInputs() {
        Map<String, BiFunction<ElectionState, StepContext, Step>> all = new LinkedHashMap<>();
        all.put("request sent", ElectionState::requestSent);
        all.put("predecessor gone", ElectionState::predecessorGone);
        all.put("position changed", ElectionState::positionChanged);
        all.put("gone", ElectionState::gone);
        all.put("session ended", ElectionState::sessionEnded);
        all.put("leading, sent at 990", (s, at) -> s.tookLeadership(990, at));
        all.put("leading, sent at 990, fenced at 989", (s, at) -> s.tookLeadership(990, fencedAt(989)));
        all.put("leading, sent at 990, fenced at 990", (s, at) -> s.tookLeadership(990, fencedAt(990)));
        all.put("leading, sent at 500", (s, at) -> s.tookLeadership(500, at));
        all.put("bid stands", ElectionState::bidStands);
        all.put("bid carried out, proven at 990", (s, at) -> s.bidCarriedOut(ahead(), 990, at));
        all.put(
                "bid carried out, proven at 990, fenced at 990",
                (s, at) -> s.bidCarriedOut(ahead(), 990, fencedAt(990)));
        all.put("bid carried out, proven at 500", (s, at) -> s.bidCarriedOut(ahead(), 500, at));
        all.put("leadership not taken", ElectionState::leadershipNotTaken);
        all.put("proven, sent at 995", (s, at) -> s.proven(995, at));
        all.put("proven, sent at 1010", (s, at) -> s.proven(1010, at));
        all.put("proofs of the dead ended", (s, at) -> s.proofsEnded("dead", at));
        all.put("proofs of another ended", (s, at) -> s.proofsEnded("x", at));
        all.put("sign of the predecessor", (s, at) -> s.heartbeat("other", at));
        all.put("expired", ElectionState::expired);
        all.put("fenced", ElectionState::fenced);
        all.put("confirmed", ElectionState::confirmed);
        all.put("unknown", ElectionState::unknown);
        all.put("refused", (s, at) -> s.refused("no", new IllegalStateException("no"), at));
        all.put("failed", (s, at) -> s.failed("broken", new IllegalStateException("broken"), at));
        all.put("drained", ElectionState::drained);
        all.put("resign", ElectionState::resign);
        all.put("close", ElectionState::close);
        return all;
    }
}
