// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

import io.baton.LossReason;
import java.util.ArrayList;
import java.util.List;

/**
 * Nothing is held any more; the work of the last leadership, if there was one, is to end, then the place is released.
 *
 * @param inStore whether the candidacy may still exist
 * @param working whether work of the last leadership may still be running
 * @param undrainedAt when work counts as not ending in time; {@link Long#MAX_VALUE} once that was reported
 * @param released whether the place is being released although work goes on
 * @param request the release, once it is being made
 * @param then what follows
 */
record Draining(
        boolean inStore, boolean working, long undrainedAt, boolean released, Request request, AfterDraining then)
        implements ElectionState {

    private static final Request NONE = Request.next(Long.MAX_VALUE);

    /** A leadership has ended. */
    static Step after(LossReason reason, boolean inStore, AfterDraining then, Moment at) {
        long undrainedAt = at.now() + at.timing().drainTimeout();
        return Step.to(new Draining(inStore, true, undrainedAt, false, NONE, then), new Effect.End(reason));
    }

    /** A leadership ends because its requests cannot be carried out here. */
    static Step afterFailure(String why, Throwable cause, Moment at) {
        long undrainedAt = at.now() + at.timing().drainTimeout();
        return Step.to(
                new Draining(true, true, undrainedAt, false, NONE, AfterDraining.ENTER_AFTER_REFUSAL),
                new Effect.End(LossReason.REMOVED),
                new Effect.ReportRefusal(why, cause));
    }

    /** Leaves the queue while nothing is held. */
    static Step leave(AfterDraining then, Moment at) {
        return Step.to(new Draining(true, false, Long.MAX_VALUE, false, Request.sent(at), then), new Effect.Release());
    }

    /** Office was taken, but the proof that came with it is too old: nothing was ever held. */
    static Step withoutHolding(Moment at) {
        return leave(AfterDraining.ENTER, at);
    }

    /** Leaves the queue because the store refuses. */
    static Step afterRefusal(String why, Throwable cause, Moment at) {
        return Step.to(
                new Draining(true, false, Long.MAX_VALUE, false, Request.sent(at), AfterDraining.ENTER_AFTER_REFUSAL),
                new Effect.ReportRefusal(why, cause),
                new Effect.Release());
    }

    @Override
    public boolean hasCandidacy() {
        return inStore;
    }

    @Override
    public long wakeAt() {
        return Math.min(undrainedAt, request.wakeAt());
    }

    @Override
    public Step tick(Moment at) {
        if (working && at.now() >= undrainedAt) {
            boolean release = at.timing().releaseUndrained() && inStore;
            Effect report = new Effect.ReportUndrained(inStore && !release);
            Draining next = new Draining(inStore, true, Long.MAX_VALUE, release, request, then);
            return release ? next.release(at, report) : Step.to(next, report);
        }
        return inStore && request.isDue(at) ? release(at) : Step.to(this);
    }

    @Override
    public Step drained(Moment at) {
        Draining next = new Draining(inStore, false, Long.MAX_VALUE, released, request, then);
        return inStore && !released ? next.release(at) : next.finished(at);
    }

    @Override
    public Step gone(Moment at) {
        return new Draining(false, working, undrainedAt, released, NONE, then).finished(at);
    }

    @Override
    public Step unknown(Moment at) {
        return request.underWay()
                ? Step.to(new Draining(inStore, working, undrainedAt, released, Request.again(at), then))
                : Step.to(this);
    }

    @Override
    public Step refused(String why, Throwable cause, Moment at) {
        if (!inStore || !request.underWay()) {
            // It answers what was asked before the release, which is not due while work keeps the place.
            return Step.to(this);
        }
        Request later = Request.next(at.now() + at.timing().refusalDelay());
        // The entry that follows has waited with the release.
        AfterDraining next = then == AfterDraining.ENTER_AFTER_REFUSAL ? AfterDraining.ENTER : then;
        return Step.to(
                new Draining(inStore, working, undrainedAt, released, later, next),
                new Effect.ReportRefusal(why, cause));
    }

    @Override
    public Step failed(String why, Throwable cause, Moment at) {
        // The tick that was due may be what has failed.
        Request later = request.isDue(at) ? Request.next(at.now() + at.timing().refusalDelay()) : request;
        long report = at.now() >= undrainedAt ? at.now() + at.timing().refusalDelay() : undrainedAt;
        return Step.to(
                new Draining(inStore, working, report, released, later, then), new Effect.ReportRefusal(why, cause));
    }

    @Override
    public Step close(Moment at) {
        Draining next = new Draining(inStore, working, undrainedAt, released, request, AfterDraining.CLOSE);
        // A release that waits for its next attempt would not be made in the time that closing has.
        return inStore && !working && !request.underWay() ? next.release(at) : next.finished(at);
    }

    private Step release(Moment at, Effect... first) {
        Draining next = new Draining(inStore, working, undrainedAt, released, Request.sent(at), then);
        List<Effect> effects = new ArrayList<>(List.of(first));
        effects.add(new Effect.Release());
        return new Step(next, effects);
    }

    /** What follows, as soon as there is neither work nor a candidacy. */
    private Step finished(Moment at) {
        if (working && released && !inStore && then == AfterDraining.CLOSE) {
            return Step.to(this, new Effect.ReportLeft());
        }
        if (working || inStore) {
            return Step.to(this);
        }
        return switch (then) {
            case ENTER -> new Idle(at.now()).tick(at);
            case ENTER_AFTER_BACKOFF -> Step.to(new Idle(at.now() + at.timing().resignBackoff()));
            case ENTER_AFTER_REFUSAL -> Step.to(new Idle(at.now() + at.timing().refusalDelay()));
            case CLOSE -> Step.to(new Closed(), new Effect.Finish());
        };
    }
}
