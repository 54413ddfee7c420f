// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.session;

import io.baton.raft.state.Pace;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.Request;
import io.baton.raft.state.request.Result;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.SessionFacts;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a session wants of the group, in entries of which one is under way at a time. Each shows that the session is alive;
 * when there is nothing to ask for, an empty one does. For the strand only.
 */
public final class EntryBatcher {

    private static final Logger LOG = LoggerFactory.getLogger(EntryBatcher.class);

    /** How long after an entry the pages of a queue wait for other requests, so that those are not kept waiting. */
    private static final Duration MOST_WAIT = Duration.ofMillis(20);

    /** A request that waits is given up after the request timeout, whether it was sent or not. */
    private static final int MOST_OF_TIMEOUT = 4;

    private final SessionLink session;
    private final SessionId id;
    private final SessionMembers members;
    private final SessionFacts facts;
    private final Duration lease;
    private final Duration mostWait;
    private final RequestQueue waiting = new RequestQueue();
    private @Nullable ProposalRetry underWay;
    private Strand.@Nullable Timer next;
    private Pace pace = Pace.LEADING;
    private long numbers;
    private long fence;
    private OptionalLong provenAt = OptionalLong.empty();
    private boolean proves;
    private long launchedAt;
    private long toldAnsweredAt;
    private boolean isDue;
    private boolean isAwaitingCompany;
    private boolean over;

    public EntryBatcher(SessionLink session, SessionId id, SessionMembers members) {
        this.session = session;
        this.id = id;
        this.members = members;
        facts = session.facts();
        lease = session.request().leaseDuration();
        Duration ofTimeout = session.request().requestTimeout().dividedBy(MOST_OF_TIMEOUT);
        mostWait = MOST_WAIT.compareTo(ofTimeout) < 0 ? MOST_WAIT : ofTimeout;
    }

    /** What the session's fence is known to be. */
    public long fence() {
        return fence;
    }

    /** Before the last entry was sent that has found the fence so, if there was one. */
    public OptionalLong provenAt() {
        return provenAt;
    }

    public void begin() {
        launch();
    }

    /** From now on the engine is told of every entry that is a proof, until the fence is written. */
    public void prove() {
        proves = true;
        isDue = true;
        pump();
    }

    /** The fence was found written. The engine is told of no proof that rests on the new one before it asks for one. */
    public void fenced(long now) {
        if (now == fence) {
            return;
        }
        fence = now;
        provenAt = OptionalLong.empty();
        proves = false;
        facts.fenced();
    }

    /** Shows that the session is alive, and learns whether it is. */
    void check() {
        isDue = true;
        if (underWay != null) {
            // Where no entry comes through, those who ask again and again must not add up.
            waiting.dropUnwanted();
            again(pace.period(lease));
        }
        pump();
    }

    public void send(PendingRequest pendingRequest) {
        waiting.add(pendingRequest);
        pump();
    }

    /** How many requests wait for an entry. */
    public int size() {
        return waiting.size();
    }

    public void end() {
        over = true;
        waiting.clear();
        rest();
        if (underWay != null) {
            underWay.giveUp();
        }
    }

    private void rest() {
        if (next != null) {
            next.cancel();
        }
    }

    /**
     * Sends what there is to send, unless an entry is under way or all of it can wait. To be called when a request may
     * have become urgent, or the session more important.
     */
    public void pump() {
        if (over || underWay != null) {
            return;
        }
        waiting.dropUnwanted();
        if (isDue || waiting.isUrgent()) {
            launch();
        } else if (waiting.isPatient()) {
            keepPace();
        } else if (!isAwaitingCompany) {
            awaitCompany();
        }
    }

    private void awaitCompany() {
        Duration wait = mostWait.minusNanos(session.now() - launchedAt);
        if (wait.isNegative() || wait.isZero()) {
            launch();
        } else {
            isAwaitingCompany = true;
            again(wait);
        }
    }

    private void keepPace() {
        Pace now = members.pace();
        if (now != pace) {
            pace = now;
            Duration wait = pace.period(lease).minusNanos(session.now() - launchedAt);
            again(wait.isNegative() ? Duration.ZERO : wait);
        }
    }

    private void again(Duration wait) {
        rest();
        next = session.strand().later(wait, this::check);
    }

    private void launch() {
        List<PendingRequest> pending = waiting.takeEntry();
        List<Request> requests = new ArrayList<>();
        requests.add(new Request.Prove(fence));
        for (PendingRequest pendingRequest : pending) {
            requests.add(pendingRequest.request());
        }
        isDue = false;
        isAwaitingCompany = false;
        long sentAt = session.now();
        byte[] entry = CommandCodec.write(new Command.Act(id, ++numbers, session.heardUpTo(), requests));
        LOG.trace("entry {} goes with {}", numbers, requests);
        underWay = session.deliver(entry, reply -> {
            underWay = null;
            LOG.trace("{} after {} ns", reply, session.now() - sentAt);
            answered(reply, pending, sentAt);
            pump();
        });
        launchedAt = sentAt;
        pace = members.pace();
        again(pace.period(lease));
    }

    private void answered(Reply reply, List<PendingRequest> pending, long sentAt) {
        if (over) {
            return;
        }
        if (reply instanceof Reply.Acted acted) {
            tellAnswered();
            List<Result> results = acted.results();
            proved(results.get(0), sentAt);
            for (int i = 0; i < pending.size(); i++) {
                pending.get(i).outcome().is(results.get(i + 1), acted.index(), sentAt);
            }
        } else if (reply instanceof Reply.NoSession) {
            session.lost(
                    "the group has no such session any more: nothing was heard of it for its lease, or it was revoked");
        } else if (reply instanceof Reply.Refused refused) {
            for (PendingRequest pendingRequest : pending) {
                pendingRequest.outcome().is(new Result.Refused(refused.why()), 0, sentAt);
            }
        } else {
            session.lost("another process acts in its name: " + reply);
        }
    }

    /** More often than it has to be told, so that an entry more or less does not matter. */
    private void tellAnswered() {
        long now = session.now();
        if (now - toldAnsweredAt >= lease.toNanos() / 4) {
            toldAnsweredAt = now;
            facts.answered();
        }
    }

    private void proved(Result result, long sentAt) {
        if (result instanceof Result.Fenced fenced) {
            session.proofAnswered();
            fenced(fenced.fence());
            return;
        }
        provenAt = OptionalLong.of(sentAt);
        if (proves) {
            session.proofAnswered();
            facts.proven(sentAt);
        }
    }
}
