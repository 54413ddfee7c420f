// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.internal.engine.Effect;
import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.Moment;
import io.baton.internal.engine.Step;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.Standing;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One candidacy of one member: hands its facts to the member as long as it is the member's present one, and lets requests
 * of the engine go out one at a time.
 */
final class Stand implements CandidacyFacts {

    private final ElectionMember member;
    private final ElectionLoop loop;
    private final long patience;
    private @Nullable Candidacy candidacy;
    private @Nullable Effect queued;
    private boolean busy = true;
    private boolean answered;
    private boolean withdrawn;
    private long busySince;

    Stand(ElectionMember member, ElectionLoop loop, long patience) {
        this.member = member;
        this.loop = loop;
        this.patience = patience;
        this.busySince = loop.clock().nanos();
    }

    void begun(Candidacy entered) {
        candidacy = entered;
        busySince = loop.clock().nanos();
    }

    /** Whether nothing has been heard yet of an entry that is still wanted. */
    boolean isEntering() {
        return !answered && !withdrawn && member.isPresent(this);
    }

    void order(Effect order) {
        if (!(order instanceof Effect.BidAhead ahead)) {
            request(order);
        } else if (candidacy != null) {
            candidacy.bidAhead(ahead.bid());
        }
    }

    /** Sends a request, after the one that is under way if there is one. */
    private void request(Effect request) {
        if (candidacy == null) {
            if (request instanceof Effect.Release) {
                withdrawn = true;
                gone();
            }
            return;
        }
        long now = loop.clock().nanos();
        if (busy && now < busySince + patience) {
            queued = queued instanceof Effect.Release ? queued : request;
            return;
        }
        busy = true;
        busySince = now;
        queued = null;
        try {
            send(candidacy, request);
        } catch (RuntimeException | Error e) {
            // The release that follows does not wait for an answer to what has thrown.
            busy = false;
            throw e;
        }
    }

    private static void send(Candidacy candidacy, Effect request) {
        if (request instanceof Effect.Look) {
            candidacy.look();
        } else if (request instanceof Effect.RaiseValidity raise) {
            candidacy.raiseValidity(raise.read(), raise.validity());
        } else if (request instanceof Effect.Fence fence) {
            candidacy.fence(fence.session());
        } else if (request instanceof Effect.TakeOffice take) {
            candidacy.takeOffice(take.bid());
        } else if (request instanceof Effect.Confirm) {
            candidacy.confirm();
        } else if (request instanceof Effect.Release) {
            candidacy.release();
        } else {
            throw new IllegalArgumentException("not a request: " + request);
        }
    }

    private void answer(BiFunction<ElectionState, Moment, Step> input) {
        hear(true, (state, at) -> {
            member.answered();
            return input.apply(state, at);
        });
    }

    private void hear(boolean answer, BiFunction<ElectionState, Moment, Step> input) {
        loop.post(() -> {
            if (member.isPresent(this)) {
                answered |= answer;
                busy = busy && !answer;
                member.apply(input);
                Effect next = queued;
                if (!busy && next != null && member.isPresent(this)) {
                    member.carryOut(next, () -> request(next));
                }
            }
        });
    }

    @Override
    public void standing(Standing standing) {
        answer((state, at) -> member.judge(standing)
                .map(why -> state.refused(why, new IllegalStateException(why), at))
                .orElseGet(() -> state.standing(standing, at)));
    }

    @Override
    public void predecessorGone() {
        hear(false, (state, at) -> {
            member.heard();
            return state.predecessorGone(at);
        });
    }

    @Override
    public void gone() {
        answer(ElectionState::gone);
    }

    @Override
    public void inOffice(long sentAt) {
        answer((state, at) -> {
            member.tookOffice(sentAt);
            return state.inOffice(sentAt, at);
        });
    }

    @Override
    public void notInOffice() {
        answer(ElectionState::notInOffice);
    }

    @Override
    public void proofsEnded(String session) {
        answer((state, at) -> state.proofsEnded(session, at));
    }

    @Override
    public void confirmed() {
        answer(ElectionState::confirmed);
    }

    @Override
    public void unknown(Throwable cause) {
        hear(true, (state, at) -> {
            member.unanswered(cause, busySince);
            return state.unknown(at);
        });
    }

    @Override
    public void refused(Throwable cause) {
        String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        answer((state, at) -> state.refused(why, cause, at));
    }
}
