// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.ElectorEffect;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;
import io.baton.internal.engine.StoreRequest;
import io.baton.internal.engine.Timing;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.QueuePosition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/**
 * What happens to one candidate, input by input. A line has the time and an input; the lines below it, which are indented, have
 * the state from then on and what is to be done. The durations are those of {@link Samples}.
 *
 * <pre>
 *   1000 tick                                          an input, by the name of its method
 *   1005 position behind first 60 other, led 60 other  or first; led, released or never led; floor 900 since 71; validity 499; order 71
 *   1010 tookLeadership 1005                           when the request was sent; so for proven
 *   1020 proofsEnded other                             the session; so for heartbeat
 *   1030 ended other 900                               another session's end was seen, its last heartbeat came at 900
 *   1040 sessionEnded, 1050 opened                     our own session
 *   1060 drain-timeout release                         the policy from now on; not an input
 *   1070 throttled                                     from now on requests wait until requestSent; otherwise they are sent at once
 * </pre>
 */
final class ScenarioScript {

    private final Map<String, Long> ends = new HashMap<>();
    private final StringBuilder out = new StringBuilder();
    private ElectionState state = new Idle(0);
    private boolean sessionOpen = true;
    private boolean releaseUndrained;
    private boolean throttled;
    private long fencedAt = Long.MIN_VALUE;
    private long now;

    private ScenarioScript() {}

    /** The same script with what follows from each input. */
    static String played(String script) {
        ScenarioScript scenario = new ScenarioScript();
        script.lines().filter(line -> !line.startsWith(" ")).forEach(scenario::line);
        return scenario.out.toString();
    }

    private void line(String line) {
        out.append(line).append('\n');
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        String[] words = line.split(" ", 3);
        long time = Long.parseLong(words[0]);
        if (time < now) {
            throw new IllegalArgumentException("back in time: " + line);
        }
        now = time;
        input(words[1], words.length > 2 ? words[2] : "").ifPresent(this::apply);
    }

    private void apply(BiFunction<ElectionState, StepContext, Step> input) {
        Timing timing = releaseUndrained ? Samples.releasing(now).timing() : Samples.TIMING;
        StepContext context =
                new StepContext(now, timing, sessionOpen, fencedAt, this::lastHeartbeat, 0.5, ModeTransitions.ALL);
        Step step = input.apply(state, context);
        state = isSentAtOnce(step) ? step.next().requestSent(context).next() : step.next();
        out.append("    ").append(ScenarioText.of(state)).append('\n');
        step.effects()
                .forEach(effect ->
                        out.append("    ! ").append(ScenarioText.of(effect)).append('\n'));
    }

    private boolean isSentAtOnce(Step step) {
        return !throttled
                && step.effects().stream()
                        .anyMatch(effect -> effect instanceof ElectorEffect.Enter
                                || (effect instanceof StoreRequest request && request.isAnswered()));
    }

    private OptionalLong lastHeartbeat(String session) {
        Long last = ends.get(session);
        return last == null ? OptionalLong.empty() : OptionalLong.of(last);
    }

    private Optional<BiFunction<ElectionState, StepContext, Step>> input(String name, String what) {
        switch (name) {
            case "drain-timeout" -> {
                releaseUndrained = what.equals("release");
                return Optional.empty();
            }
            case "throttled" -> {
                throttled = true;
                return Optional.empty();
            }
            case "ended" -> {
                String[] words = what.split(" ", 2);
                ends.put(words[0], Long.parseLong(words[1]));
                return Optional.of(ElectionState::tick);
            }
            case "opened" -> {
                sessionOpen = true;
                fencedAt = Long.MIN_VALUE;
                return Optional.of(ElectionState::tick);
            }
            case "sessionEnded" -> sessionOpen = false;
            case "fenced" -> fencedAt = now;
            default -> {}
        }
        return Optional.of(fact(name, what));
    }

    private static BiFunction<ElectionState, StepContext, Step> fact(String name, String what) {
        return switch (name) {
            case "tick" -> ElectionState::tick;
            case "requestSent" -> ElectionState::requestSent;
            case "position" -> (state, at) -> state.position(position(what), at);
            case "predecessorGone" -> ElectionState::predecessorGone;
            case "positionChanged" -> ElectionState::positionChanged;
            case "gone" -> ElectionState::gone;
            case "sessionEnded" -> ElectionState::sessionEnded;
            case "tookLeadership" -> (state, at) -> state.tookLeadership(Long.parseLong(what), at);
            case "bidStands" -> ElectionState::bidStands;
            case "bidCarriedOut" -> (state, at) -> state.bidCarriedOut(Samples.ahead(), Long.parseLong(what), at);
            case "leadershipNotTaken" -> ElectionState::leadershipNotTaken;
            case "proven" -> (state, at) -> state.proven(Long.parseLong(what), at);
            case "proofsEnded" -> (state, at) -> state.proofsEnded(what, at);
            case "heartbeat" -> (state, at) -> state.heartbeat(what, at);
            case "fenced" -> ElectionState::fenced;
            case "confirmed" -> ElectionState::confirmed;
            case "unknown" -> ElectionState::unknown;
            default -> ofTheApplication(name, what);
        };
    }

    private static BiFunction<ElectionState, StepContext, Step> ofTheApplication(String name, String what) {
        return switch (name) {
            case "expired" -> ElectionState::expired;
            case "refused" -> (state, at) -> state.refused(what, new IllegalStateException(what), at);
            case "failed" -> (state, at) -> state.failed(what, new IllegalStateException(what), at);
            case "drained" -> ElectionState::drained;
            case "resign" -> ElectionState::resign;
            case "close" -> ElectionState::close;
            default -> throw new IllegalArgumentException("no input: " + name);
        };
    }

    private static QueuePosition position(String what) {
        QueuePosition told = Samples.first(Samples.neverHeld());
        for (String clause : what.split(", ", -1)) {
            told = with(told, List.of(clause.split(" ", -1)));
        }
        return told;
    }

    private static QueuePosition with(QueuePosition told, List<String> words) {
        Optional<QueuePosition.Predecessor> before = told.predecessor();
        LeaderRecord leader = told.leaderRecord();
        FloorRecord floor = told.floor();
        long order = told.orderValue();
        switch (words.get(0)) {
            case "first", "never" -> {}
            case "order" -> order = number(words, 1);
            case "behind" -> {
                boolean first = words.get(1).equals("first");
                int at = first ? 2 : 1;
                before = Optional.of(new QueuePosition.Predecessor(number(words, at), words.get(at + 1), first));
            }
            case "led" -> leader = Samples.held(number(words, 1), words.get(2));
            case "released" -> leader = new LeaderRecord(number(words, 1), words.get(2), number(words, 1), true, 3);
            case "floor" -> floor = new FloorRecord(number(words, 1), number(words, 3), floor.validityNanos(), 2);
            case "validity" -> floor = new FloorRecord(floor.floor(), floor.since(), number(words, 1), 2);
            default -> throw new IllegalArgumentException("no position: " + words);
        }
        return new QueuePosition(order, before, floor, leader);
    }

    private static long number(List<String> words, int index) {
        return Long.parseLong(words.get(index));
    }
}
