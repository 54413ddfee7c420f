// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import io.baton.internal.engine.Effect;
import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.ElectorEffect;
import io.baton.internal.engine.QueueKnowledge;
import io.baton.internal.engine.RequestTimer;
import io.baton.internal.engine.StoreRequest;
import io.baton.spi.Bid;

/** States and effects as a reader of a scenario wants them: the tables have them in full. */
final class ScenarioText {

    private ScenarioText() {}

    static String of(ElectionState state) {
        String name = state.getClass().getSimpleName();
        if (state instanceof Idle idle) {
            return name + " until " + idle.notBefore();
        } else if (state instanceof Entering entering) {
            return name + ", " + of(entering.request());
        } else if (state instanceof Waiting waiting) {
            return name + until(waiting) + of(waiting.known()) + asked(state);
        } else if (state instanceof Leading leading) {
            return name + " until " + leading.until()
                    + leading.confirmation().map(ScenarioText::of).orElse("");
        } else if (state instanceof Draining draining) {
            return name + ", " + overdue(draining.undrainedAt()) + place(draining.inStore()) + ", then "
                    + draining.then();
        } else if (state instanceof Undrained undrained) {
            return name + place(undrained.inStore()) + ", " + of(undrained.request()) + ", then " + undrained.then();
        } else if (state instanceof Releasing releasing) {
            return name + ", " + of(releasing.request()) + ", then " + releasing.then();
        }
        return name;
    }

    static String of(Effect effect) {
        if (effect instanceof StoreRequest.TakeLeadership take) {
            return "TakeLeadership" + of(take.bid());
        } else if (effect instanceof StoreRequest.BidAhead ahead) {
            return "BidAhead" + of(ahead.bid());
        } else if (effect instanceof StoreRequest.RaiseValidity raise) {
            return "RaiseValidity to " + raise.validity();
        } else if (effect instanceof ElectorEffect.ReportRefusal report) {
            return "ReportRefusal: " + report.why();
        }
        return effect.toString().replace("[]", "");
    }

    private static String of(RequestTimer request) {
        if (request.underWay()) {
            return request.wakeAt() == Long.MAX_VALUE
                    ? "asks when its turn comes"
                    : "asked, given up at " + request.wakeAt();
        }
        return request.wakeAt() == Long.MAX_VALUE ? "asks nothing" : "asks at " + request.wakeAt();
    }

    private static String until(Waiting waiting) {
        return waiting.wakeAt() == Long.MAX_VALUE ? " when its turn comes" : " until " + waiting.wakeAt();
    }

    private static String overdue(long time) {
        return time == Long.MAX_VALUE ? "overdue" : "overdue at " + time;
    }

    private static String of(QueueKnowledge known) {
        return known.position()
                        .predecessor()
                        .map(before -> ", behind " + before.orderValue())
                        .orElse(", first")
                + known.ended().map(end -> ", proofs ended at " + end.at()).orElse("")
                + known.ahead().map(bid -> ", has bid ahead").orElse("");
    }

    private static String asked(ElectionState state) {
        return state instanceof Asking asking
                ? (asking.missed() ? ", predecessor gone since" : "")
                        + asking.bid().map(bid -> ", bids").orElse("")
                : state.needsProofs() ? ", which stands" : "";
    }

    private static String of(CandidacyCheck check) {
        return ", to be confirmed" + (check.again() ? " twice" : "") + ", " + of(check.request());
    }

    private static String of(Bid bid) {
        return " with token " + bid.token() + (bid.expectsRelease() ? " if released" : "")
                + (bid.floor().equals(Samples.floor())
                        ? ""
                        : ", floor " + bid.floor().floor());
    }

    private static String place(boolean inStore) {
        return inStore ? ", in the queue" : ", out of the queue";
    }
}
