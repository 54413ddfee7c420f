// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.elector;

import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.RequestPriority;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;
import io.baton.internal.engine.StoreRequest;
import io.baton.internal.loop.ElectionLoop;
import io.baton.internal.session.ServerAnswers;
import io.baton.spi.Bid;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.QueuePosition;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One candidacy of one elector: hands the candidacy's facts to the elector while it is the present one, and lets requests of the
 * engine go out one at a time, when the connection has room for them. Has no deadline: the engine says when it waits no longer.
 */
final class CandidacyPort implements CandidacyFacts, RequestThrottle.Asker {

    private final ElectorInputs elector;
    private final ElectionLoop loop;
    private final ServerAnswers server;
    private final CandidateLog log;
    private final RequestThrottle throttle;
    private @Nullable Candidacy candidacy;
    private @Nullable StoreRequest queued;
    private boolean busy = true;
    private @Nullable RequestPriority awaited;
    private boolean withdrawn;
    private long busySince;

    CandidacyPort(
            ElectorInputs elector,
            ElectionLoop loop,
            ServerAnswers server,
            CandidateLog log,
            RequestThrottle throttle) {
        this.elector = elector;
        this.loop = loop;
        this.server = server;
        this.log = log;
        this.throttle = throttle;
        this.busySince = loop.clock().nanos();
    }

    void begun(Candidacy entered) {
        candidacy = entered;
        awaited = null;
        busySince = loop.clock().nanos();
        tellSent();
    }

    /** Has the entry made when its turn comes, if it is still wanted then. */
    void awaitEntry(Runnable entry) {
        awaitTurn(RequestPriority.USUAL, entry);
    }

    /** The engine's deadline for the request under way begins. */
    private void tellSent() {
        hear(false, (state, at) -> busy ? state.requestSent(at) : Step.to(state));
    }

    @Override
    public boolean isWaiting() {
        return elector.isPresent(this) && !withdrawn && (candidacy == null || queued != null);
    }

    @Override
    public boolean isUnderWay() {
        return elector.isPresent(this) && !withdrawn && busy;
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
        queued = queued instanceof StoreRequest.Release ? queued : request;
        if (busy) {
            // It waits for the answer to the earlier one, which is due by then.
            tellSent();
        } else {
            awaitTurn(queued.priority(), this::takeTurn);
        }
    }

    private void awaitTurn(RequestPriority priority, Runnable send) {
        if (awaited != null && awaited.compareTo(priority) <= 0) {
            return;
        }
        if (throttle.join(this, priority, send)) {
            loop.post(throttle::admit);
        }
        awaited = priority;
    }

    private void takeTurn() {
        awaited = null;
        sendQueued();
    }

    private void sendQueued() {
        StoreRequest next = queued;
        if (next != null && !busy) {
            elector.carryOut(next, () -> send(next));
        }
    }

    private void send(StoreRequest request) {
        busy = true;
        busySince = loop.clock().nanos();
        queued = null;
        try {
            request.sendTo(Objects.requireNonNull(candidacy));
        } catch (RuntimeException | Error e) {
            // The release that follows does not wait for an answer to what has thrown.
            busy = false;
            throw e;
        }
        tellSent();
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
                busy = busy && !answer;
                elector.apply(input);
                if (answer && awaited == null && elector.isPresent(this)) {
                    sendQueued();
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
        // Also told when no server has answered.
        hear(false, ElectionState::positionChanged);
    }

    @Override
    public void gone() {
        answer(ElectionState::gone);
    }

    @Override
    public void tookLeadership(long sentAt) {
        answer((state, at) -> {
            server.provesFrom(sentAt);
            return state.tookLeadership(sentAt, at);
        });
    }

    @Override
    public void bidStands(long sentAt) {
        hear(false, (state, at) -> {
            server.provesFrom(sentAt);
            return state.bidStands(at);
        });
    }

    @Override
    public void bidCarriedOut(Bid bid, long sentAt) {
        hear(false, (state, at) -> {
            server.heard();
            // The next proof counts from this one, whether or not proofs were needed until now.
            server.provesFrom(sentAt);
            return state.bidCarriedOut(bid, sentAt, at);
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
