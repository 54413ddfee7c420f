// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.elector;

import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;
import io.baton.internal.engine.StoreRequest;
import io.baton.internal.loop.ElectionLoop;
import io.baton.internal.session.ServerAnswers;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.QueuePosition;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One candidacy of one elector: hands the candidacy's facts to the elector while it is the present one, and lets requests of the
 * engine go out one at a time. Has no deadline: the engine says when it waits no longer.
 */
final class CandidacyPort implements CandidacyFacts, EntryThrottle.Entrant {

    private final ElectorInputs elector;
    private final ElectionLoop loop;
    private final ServerAnswers server;
    private final CandidateLog log;
    private @Nullable Candidacy candidacy;
    private @Nullable StoreRequest queued;
    private boolean busy = true;
    private boolean answered;
    private boolean withdrawn;
    private long busySince;

    CandidacyPort(ElectorInputs elector, ElectionLoop loop, ServerAnswers server, CandidateLog log) {
        this.elector = elector;
        this.loop = loop;
        this.server = server;
        this.log = log;
        this.busySince = loop.clock().nanos();
    }

    void begun(Candidacy entered) {
        candidacy = entered;
        busySince = loop.clock().nanos();
        hear(false, ElectionState::entrySent);
    }

    @Override
    public boolean isEntering() {
        return !answered && !withdrawn && elector.isPresent(this);
    }

    void order(StoreRequest order) {
        if (order.isAnswered()) {
            request(order);
        } else if (candidacy != null) {
            order.sendTo(candidacy);
        }
    }

    /** The engine does not wait for the answer any more. An entry that waits for its turn is not given up, and has its time from then on. */
    void giveUpRequest() {
        busy = busy && candidacy == null;
    }

    /** Sends a request, after the one that is under way if there is one. */
    private void request(StoreRequest request) {
        if (candidacy == null) {
            if (request instanceof StoreRequest.Release) {
                withdrawn = true;
                gone();
            }
            return;
        }
        if (busy) {
            queued = queued instanceof StoreRequest.Release ? queued : request;
            return;
        }
        busy = true;
        busySince = loop.clock().nanos();
        queued = null;
        try {
            request.sendTo(candidacy);
        } catch (RuntimeException | Error e) {
            // The release that follows does not wait for an answer to what has thrown.
            busy = false;
            throw e;
        }
    }

    private void answer(BiFunction<ElectionState, StepContext, Step> input) {
        hear(true, (state, at) -> {
            server.answered();
            return input.apply(state, at);
        });
    }

    private void hear(boolean answer, BiFunction<ElectionState, StepContext, Step> input) {
        loop.post(() -> {
            if (elector.isPresent(this)) {
                answered |= answer;
                busy = busy && !answer;
                elector.apply(input);
                StoreRequest next = queued;
                if (!busy && next != null && elector.isPresent(this)) {
                    elector.carryOut(next, () -> request(next));
                }
            }
        });
    }

    @Override
    public void position(QueuePosition queuePosition) {
        answer((state, at) -> elector.judge(queuePosition)
                .map(why -> state.refused(why, new IllegalStateException(why), at))
                .orElseGet(() -> state.position(queuePosition, at)));
    }

    @Override
    public void predecessorGone() {
        hear(false, (state, at) -> {
            server.heard();
            return state.predecessorGone(at);
        });
    }

    @Override
    public void positionChanged() {
        hear(false, (state, at) -> {
            server.heard();
            return state.positionChanged(at);
        });
    }

    @Override
    public void gone() {
        answer(ElectionState::gone);
    }

    @Override
    public void tookLeadership(long sentAt) {
        answer((state, at) -> {
            server.tookLeadership(sentAt);
            return state.tookLeadership(sentAt, at);
        });
    }

    @Override
    public void leadershipNotTaken() {
        answer(ElectionState::leadershipNotTaken);
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
            server.unanswered(busySince);
            log.unanswered(cause);
            return state.unknown(at);
        });
    }

    @Override
    public void refused(Throwable cause) {
        String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        answer((state, at) -> state.refused(why, cause, at));
    }
}
