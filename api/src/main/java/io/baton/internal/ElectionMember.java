// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.BatonException;
import io.baton.Candidate;
import io.baton.FencingToken;
import io.baton.internal.engine.Effect;
import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.Moment;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.Timing;
import io.baton.spi.ElectionName;
import io.baton.spi.Standing;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One started elector: holds its state, and carries out what the engine orders. For the loop's thread only. */
final class ElectionMember {

    private static final Logger LOG = LoggerFactory.getLogger(ElectionMember.class);

    private final ElectionName name;
    private final Candidate candidate;
    private final Timing configured;
    private final SessionKeeper keeper;
    private final ElectionLoop loop;
    private final DefaultElector elector;
    private ElectionState state = ElectionState.initial();
    private @Nullable Stand stand;
    private @Nullable DefaultLeadership leadership;
    private long wakeAt = Long.MAX_VALUE;
    private long highestOrderValue;

    ElectionMember(DefaultElector elector, ElectionName name, Timing configured, SessionKeeper keeper) {
        this.elector = elector;
        this.name = name;
        this.candidate = elector.candidate();
        this.configured = configured;
        this.keeper = keeper;
        this.loop = keeper.loop();
    }

    /** Gives the state an input and does what follows from it. */
    void apply(BiFunction<ElectionState, Moment, Step> input) {
        Moment at = new Moment(
                loop.clock().nanos(),
                keeper.timing(elector.timing(configured)),
                keeper.isOpen(),
                keeper.proofs().fencedAt(),
                keeper.signs(),
                loop.random());
        Step step = input.apply(state, at);
        keeper.proofs().count(state, step.next());
        state = step.next();
        elector.changed(state);
        if (!state.hasCandidacy()) {
            stand = null;
        }
        step.effects().forEach(this::run);
        schedule();
    }

    boolean isPresent(Stand other) {
        return stand == other;
    }

    /** Why a candidacy with such a standing must not lead, if it must not. */
    Optional<String> judge(Standing standing) {
        if (standing.orderValue() < highestOrderValue) {
            return Optional.of("the store has numbered a new candidacy " + standing.orderValue()
                    + " although it had given out " + highestOrderValue
                    + " before: it was restored or replaced; raise the token floor of this election above every token"
                    + " that was ever given out, then restart this process");
        }
        highestOrderValue = standing.orderValue();
        return Optional.empty();
    }

    void tookOffice(long sentAt) {
        keeper.tookOffice(sentAt);
    }

    void answered() {
        keeper.proofs().heard();
    }

    void unanswered(Throwable cause, long sentAt) {
        LOG.debug("election={} a request has no known outcome", name, cause);
        keeper.unanswered(sentAt);
    }

    private void schedule() {
        long wanted = state.wakeAt();
        if (wanted != wakeAt) {
            wakeAt = wanted;
            loop.at(wanted, () -> {
                if (wakeAt == wanted) {
                    apply(ElectionState::tick);
                }
            });
        }
    }

    private void run(Effect effect) {
        if (effect instanceof Effect.Enter) {
            enter();
        } else if (effect instanceof Effect.Announce begun) {
            announce(begun);
        } else if (effect instanceof Effect.Extend longer) {
            extend(longer.until());
        } else if (effect instanceof Effect.End end) {
            end(end);
        } else if (effect instanceof Effect.ReportUndrained undrained) {
            reportUndrained(undrained.placeIsKept());
        } else if (effect instanceof Effect.ReportRefusal refusal) {
            LOG.error("election={} candidate={} refused: {}", name, loggable(), refusal.why(), refusal.cause());
            elector.refused(new BatonException("election " + name + ": " + refusal.why(), refusal.cause()));
        } else if (effect instanceof Effect.ReportLeft) {
            elector.left();
        } else if (effect instanceof Effect.Finish) {
            keeper.remove(this);
            elector.finished();
        } else if (stand != null) {
            stand.order(effect);
        }
    }

    private void enter() {
        Stand entered = new Stand(this, loop, 3 * configured.requestTimeout() / 2);
        stand = entered;
        keeper.line()
                .join(
                        entered,
                        () -> keeper.enter(name, candidate, entered).ifPresentOrElse(entered::begun, entered::gone));
    }

    private void announce(Effect.Announce begun) {
        DefaultLeadership mine =
                new DefaultLeadership(name.value(), new FencingToken(begun.token()), loop.clock(), begun.until());
        leadership = mine;
        LOG.info("election={} candidate={} elected token={}", name, loggable(), begun.token());
        elector.elected(mine);
    }

    private void extend(long until) {
        DefaultLeadership mine = leadership;
        if (mine != null && !mine.extend(until)) {
            apply(ElectionState::expired);
        }
    }

    private void end(Effect.End end) {
        DefaultLeadership mine = leadership;
        leadership = null;
        if (mine != null) {
            mine.end(() -> loop.post(() -> apply(ElectionState::drained)));
            LOG.info("election={} candidate={} lost token={} reason={}", name, loggable(), mine.token(), end.reason());
            elector.lost(mine, end.reason());
        }
    }

    private void reportUndrained(boolean placeIsKept) {
        LOG.warn(
                "election={} candidate={} leader-only work has not ended within the drain timeout of {} ms; {}",
                name,
                loggable(),
                configured.drainTimeout() / 1_000_000,
                placeIsKept ? "the place is kept until it ends" : "the place does not wait for it");
    }

    private String loggable() {
        return new ElectionName(
                        candidate.id().substring(0, Math.min(255, candidate.id().length())))
                .encoded();
    }
}
