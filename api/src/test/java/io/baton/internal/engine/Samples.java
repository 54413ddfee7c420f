// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

import io.baton.spi.Bid;
import io.baton.spi.FloorRecord;
import io.baton.spi.OfficeRecord;
import io.baton.spi.Standing;
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

    static Moment at(long now) {
        return new Moment(now, TIMING, true, 0, session -> OptionalLong.empty(), 0.5);
    }

    /** The session "dead" was watched; its last sign came at 800. */
    static Moment atWithSign(long now) {
        return new Moment(
                now, TIMING, true, 0, s -> s.equals("dead") ? OptionalLong.of(800) : OptionalLong.empty(), 0.5);
    }

    static Moment atWithoutSession(long now) {
        return new Moment(now, TIMING, false, 0, session -> OptionalLong.empty(), 0.5);
    }

    private static Moment fencedAt(long fencedAt) {
        return new Moment(NOW, TIMING, true, fencedAt, session -> OptionalLong.empty(), 0.5);
    }

    static Moment releasing(long now) {
        Timing releasing = new Timing(500, 1000, 0.01, 100, 10, 5000, 300, 400, true);
        return new Moment(now, releasing, true, 0, session -> OptionalLong.empty(), 0.5);
    }

    static FloorRecord floor() {
        return new FloorRecord(0, 0, 500, 1);
    }

    static OfficeRecord neverHeld() {
        return new OfficeRecord(0, "", 0, true, 1);
    }

    static OfficeRecord held(long led, String session) {
        return new OfficeRecord(led, session, led, false, 2);
    }

    static Standing first(OfficeRecord office) {
        return new Standing(70, Optional.empty(), floor(), office);
    }

    static Standing behind(long predecessor, boolean isFirst, OfficeRecord office) {
        return new Standing(70, Optional.of(new Standing.Predecessor(predecessor, "other", isFirst)), floor(), office);
    }

    static Standing withFloor(FloorRecord floor) {
        return new Standing(70, Optional.empty(), floor, neverHeld());
    }

    static Waiting waiting(Standing standing, Waiting.Next next, long wakeAt) {
        return new Waiting(standing, next, wakeAt, Optional.empty(), false, Optional.empty(), Optional.empty());
    }

    static Map<String, ElectionState> states() {
        Map<String, ElectionState> all = new LinkedHashMap<>();
        all.put("idle", new Idle(0));
        all.put("idle until 2000", new Idle(2000));
        all.put("entering", Entering.begun(at(NOW)));
        all.put("waiting behind the leader", waiting(behind(60, true, held(60, "other")), Waiting.Next.LOOK, 2000));
        all.put(
                "waiting behind a first not in office",
                waiting(behind(60, true, neverHeld()), Waiting.Next.LOOK, 2000));
        all.put("waiting behind another", waiting(behind(60, false, held(50, "first")), Waiting.Next.LOOK, 2000));
        all.put("asking where it stands", waiting(behind(60, true, held(60, "other")), Waiting.Next.ANSWER, 1200));
        all.put(
                "asking where it stands, having bid ahead",
                new Waiting(
                        behind(60, true, held(60, "other")),
                        Waiting.Next.ANSWER,
                        1200,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.of(new Bid(floor(), held(60, "other"), true, 70))));
        all.put("fencing the dead", waiting(first(held(60, "dead")), Waiting.Next.ANSWER, 1200));
        all.put(
                "waiting out the dead",
                new Waiting(
                        first(held(60, "dead")),
                        Waiting.Next.TURN,
                        1505,
                        Optional.of(new Waiting.ProofsEnd(60, 1000)),
                        false,
                        Optional.empty(),
                        Optional.empty()));
        all.put("taking office", Waiting.consider(first(neverHeld()), at(NOW)).next());
        all.putAll(inOfficeOrAfter());
        return all;
    }

    private static Map<String, ElectionState> inOfficeOrAfter() {
        Map<String, ElectionState> all = new LinkedHashMap<>();
        all.put("leading until 1500", new Leading(1500, Optional.empty()));
        all.put("leading, deadline passed", new Leading(1000, Optional.empty()));
        all.put("leading, to be confirmed", new Leading(1500, Optional.of(Confirmation.asked(at(NOW)))));
        all.put(
                "leading, to be confirmed twice",
                new Leading(1500, Optional.of(Confirmation.asked(at(NOW)).fencedAgain())));
        all.put(
                "leading, to be confirmed soon",
                new Leading(1500, Optional.of(Confirmation.asked(at(NOW)).unknown(at(NOW)))));
        all.putAll(draining());
        return all;
    }

    private static Map<String, ElectionState> draining() {
        Map<String, ElectionState> all = new LinkedHashMap<>();
        all.put(
                "draining work",
                new Draining(true, true, 1400, false, Request.next(Long.MAX_VALUE), AfterDraining.ENTER_AFTER_BACKOFF));
        all.put(
                "draining too long",
                new Draining(true, true, 1000, false, Request.next(Long.MAX_VALUE), AfterDraining.CLOSE));
        all.put(
                "draining without place",
                new Draining(false, true, 1400, false, Request.next(Long.MAX_VALUE), AfterDraining.ENTER));
        all.put(
                "released for good while work goes on",
                new Draining(false, true, Long.MAX_VALUE, true, Request.next(Long.MAX_VALUE), AfterDraining.CLOSE));
        all.put(
                "releasing while work goes on",
                new Draining(true, true, Long.MAX_VALUE, true, Request.sent(at(NOW)), AfterDraining.CLOSE));
        all.put(
                "released while work goes on",
                new Draining(false, true, Long.MAX_VALUE, true, Request.next(Long.MAX_VALUE), AfterDraining.ENTER));
        all.put(
                "releasing",
                new Draining(true, false, Long.MAX_VALUE, false, Request.sent(at(NOW)), AfterDraining.ENTER));
        all.put(
                "releasing for good",
                new Draining(true, false, Long.MAX_VALUE, false, Request.sent(at(NOW)), AfterDraining.CLOSE));
        all.put(
                "releasing what was refused",
                new Draining(
                        true, false, Long.MAX_VALUE, false, Request.sent(at(NOW)), AfterDraining.ENTER_AFTER_REFUSAL));
        all.put(
                "to be released later",
                new Draining(true, false, Long.MAX_VALUE, false, Request.next(1500), AfterDraining.ENTER));
        all.put("closed", new Closed());
        return all;
    }

    static Map<String, BiFunction<ElectionState, Moment, Step>> inputs() {
        Map<String, BiFunction<ElectionState, Moment, Step>> all = timeInputs();
        all.putAll(standingInputs());
        all.putAll(laterInputs());
        return all;
    }

    private static Map<String, BiFunction<ElectionState, Moment, Step>> timeInputs() {
        Map<String, BiFunction<ElectionState, Moment, Step>> all = new LinkedHashMap<>();
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
                (s, at) -> s.standing(first(held(60, "dead")), atWithSign(1200)));
        all.put(
                "standing first, dead led before the one asked about",
                (s, at) -> s.standing(first(held(61, "dead")), at(1600)));
        all.put("proofs of the dead ended, last sign at 800", (s, at) -> s.proofsEnded("dead", atWithSign(1400)));
        all.put("proofs of the dead ended, last sign later", (s, at) -> s.proofsEnded("dead", atWithSign(700)));
        return all;
    }

    private static Map<String, BiFunction<ElectionState, Moment, Step>> standingInputs() {
        Map<String, BiFunction<ElectionState, Moment, Step>> all = new LinkedHashMap<>();
        all.put("standing first, never held", (s, at) -> s.standing(first(neverHeld()), at));
        all.put("standing first, dead not released", (s, at) -> s.standing(first(held(60, "dead")), at));
        all.put("standing first, own office", (s, at) -> s.standing(first(held(70, "mine")), at));
        all.put("standing behind", (s, at) -> s.standing(behind(60, true, held(60, "other")), at));
        all.put("standing, validity too small", (s, at) -> s.standing(withFloor(new FloorRecord(0, 0, 499, 1)), at));
        all.put("standing under the floor", (s, at) -> s.standing(withFloor(new FloorRecord(900, 71, 500, 1)), at));
        all.put("standing above the floor", (s, at) -> s.standing(withFloor(new FloorRecord(900, 69, 500, 1)), at));
        all.put(
                "standing, greater token seen",
                (s, at) -> s.standing(first(new OfficeRecord(20, "old", 70, true, 3)), at));
        return all;
    }

    private static Map<String, BiFunction<ElectionState, Moment, Step>> laterInputs() {
        Map<String, BiFunction<ElectionState, Moment, Step>> all = new LinkedHashMap<>();
        all.put("predecessor gone", ElectionState::predecessorGone);
        all.put("gone", ElectionState::gone);
        all.put("session ended", ElectionState::sessionEnded);
        all.put("in office, sent at 990", (s, at) -> s.inOffice(990, at));
        all.put("in office, sent at 990, fenced at 989", (s, at) -> s.inOffice(990, fencedAt(989)));
        all.put("in office, sent at 990, fenced at 990", (s, at) -> s.inOffice(990, fencedAt(990)));
        all.put("in office, sent at 500", (s, at) -> s.inOffice(500, at));
        all.put("not in office", ElectionState::notInOffice);
        all.put("proven, sent at 995", (s, at) -> s.proven(995, at));
        all.put("proven, sent at 1010", (s, at) -> s.proven(1010, at));
        all.put("proofs of the dead ended", (s, at) -> s.proofsEnded("dead", at));
        all.put("proofs of another ended", (s, at) -> s.proofsEnded("x", at));
        all.put("sign of the predecessor", (s, at) -> s.signOfLife("other", at));
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
