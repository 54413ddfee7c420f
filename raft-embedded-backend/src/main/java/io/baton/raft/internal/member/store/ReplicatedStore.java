// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.store;

import io.baton.raft.internal.member.store.LastHeard.OldLeader;
import io.baton.raft.state.LiveSession;
import io.baton.raft.state.Outcome;
import io.baton.raft.state.SnapshotCodec;
import io.baton.raft.state.Store;
import io.baton.raft.state.codec.ReplyCodec;
import io.baton.raft.state.codec.SessionEventsCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.SecretDigest;
import io.baton.raft.state.request.SessionEventPoll;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.MonotonicClock;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member's copy of the store, with what is true of this member alone: who waits for events here, and when it saw what. Its
 * methods may be called from any thread and are carried out in order.
 */
public final class ReplicatedStore {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicatedStore.class);
    private static final SessionId NO_SESSION = new SessionId(-1, 0);

    /** Each costs all members the same, whether there is something to do or not. */
    private static final Duration TICK = Duration.ofMillis(50);

    /** An expiry is proposed at its time, and not at the next tick after it. */
    private static final Duration SHORTEST_TICK = Duration.ofMillis(10);

    private final Strand strand;
    private final MonotonicClock clock;
    private final Runnable sampler;
    private final Function<Command, CompletionStage<?>> proposer;
    private final SessionExpiry sessionExpiry = new SessionExpiry();
    private final LeaseComparison comparison = new LeaseComparison(LOG::warn);
    private final LongPolls held;
    private final LastHeard lastHeard = new LastHeard();
    private final Set<SessionId> proposed = new HashSet<>();
    private Store store = new Store();
    private volatile boolean closed;

    /**
     * A replica without anything in it.
     *
     * @param sampler notes which Raft leader this member follows, on the strand
     * @param proposer puts a command into the log if this member leads
     */
    public ReplicatedStore(
            Strand strand, MonotonicClock clock, Runnable sampler, Function<Command, CompletionStage<?>> proposer) {
        this.strand = strand;
        this.clock = clock;
        this.sampler = sampler;
        this.proposer = proposer;
        held = new LongPolls(strand);
        strand.later(TICK, this::tick);
    }

    /** Carries out an entry. */
    public CompletableFuture<byte[]> apply(long term, long index, Command command) {
        return ask(() -> ReplyCodec.write(carryOut(term, index, command)));
    }

    /** An entry was none of ours. */
    public void passed(long index) {
        strand.run(() -> store.passed(index));
    }

    /** Tells what concerns a session, as soon as there is something. */
    public CompletableFuture<byte[]> inquire(byte[] poll) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        run(answer, () -> held.ask(SessionEventsCodec.poll(poll), store, answer));
        return answer;
    }

    /** As the other one, for the process that shows the session's secret; another one is told that there is no such session. */
    public CompletableFuture<byte[]> inquire(byte[] poll, SecretDigest shown) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        run(answer, () -> {
            SessionEventPoll asked = SessionEventsCodec.poll(poll);
            if (store.secretOf(asked.session()).filter(shown::equals).isPresent()) {
                held.ask(asked, store, answer);
            } else {
                answer.complete(SessionEventsCodec.write(
                        store.events(new SessionEventPoll(NO_SESSION, asked.since(), Set.of()))));
            }
        });
        return answer;
    }

    /** Looks at the store on the strand. */
    public <T> CompletableFuture<T> look(Function<Store, T> question) {
        return ask(() -> question.apply(store));
    }

    /** The store as it is after all entries handed over before. */
    public CompletableFuture<byte[]> snapshot() {
        return ask(() -> SnapshotCodec.write(store));
    }

    /** Replaces the store. */
    public CompletableFuture<Long> restore(byte[] snapshot) {
        return ask(() -> {
            store = SnapshotCodec.read(snapshot);
            sessionExpiry.forget();
            held.releaseAll(store);
            return store.index();
        });
    }

    /** Does something on the strand. */
    public void run(Runnable task) {
        strand.run(task);
    }

    /** Does something on the strand, unless it is closed. */
    public void later(Duration delay, Runnable task) {
        strand.later(delay, () -> {
            if (!closed) {
                task.run();
            }
        });
    }

    public LastHeard lastHeard() {
        return lastHeard;
    }

    public MonotonicClock clock() {
        return clock;
    }

    public void leads(long term) {
        strand.run(() -> {
            if (closed) {
                return;
            }
            proposed.clear();
            // What has come between the last note and the election has to be seen.
            sampler.run();
            long now = clock.nanos();
            Optional<OldLeader> before = lastHeard.isElected(term) ? lastHeard.before(now) : Optional.empty();
            LOG.debug("leading in term {} after {}", term, before);
            sessionExpiry.lead(term, before, lastHeard.electedAt(term, now), now);
        });
    }

    public void follows() {
        strand.run(() -> {
            sessionExpiry.follow();
            proposed.clear();
            held.releaseAll(store);
        });
    }

    public void close() {
        closed = true;
        strand.run(() -> held.releaseAll(store));
        strand.stop();
    }

    private Reply carryOut(long term, long index, Command command) {
        Outcome outcome = store.apply(index, command);
        Optional<SessionId> session = session(command, outcome.reply());
        if (session.isPresent()) {
            sessionExpiry.applied(session.get(), term, clock.nanos());
        }
        held.applied(outcome, store);
        return outcome.reply();
    }

    private static Optional<SessionId> session(Command command, Reply reply) {
        if (reply instanceof Reply.Opened opened) {
            return Optional.of(opened.session());
        }
        return command instanceof Command.Act act && reply instanceof Reply.Acted
                ? Optional.of(act.session())
                : Optional.empty();
    }

    private void tick() {
        if (closed) {
            return;
        }
        sampler.run();
        List<LiveSession> living = store.living();
        comparison.look(living);
        for (Command.Expire expire : sessionExpiry.due(living, clock.nanos())) {
            if (proposed.add(expire.session())) {
                proposeOnce(expire);
            }
        }
        strand.later(untilNextTick(living), this::tick);
    }

    private Duration untilNextTick(List<LiveSession> living) {
        List<LiveSession> open = living.stream()
                .filter(session -> !proposed.contains(session.session()))
                .toList();
        Duration untilDue = Duration.ofNanos(sessionExpiry.untilDue(open, clock.nanos()));
        return untilDue.compareTo(SHORTEST_TICK) < 0 ? SHORTEST_TICK : untilDue.compareTo(TICK) < 0 ? untilDue : TICK;
    }

    /** Puts a command into the log if this member leads. */
    public CompletionStage<?> propose(Command command) {
        return proposer.apply(command);
    }

    /** One at a time for each session: a leader that is cut off must not prolong its leadership by its own proposals. */
    private void proposeOnce(Command.Expire expire) {
        LOG.debug("proposing {}", expire);
        var unused =
                propose(expire).whenComplete((done, failure) -> strand.run(() -> proposed.remove(expire.session())));
    }

    private <T> CompletableFuture<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        run(answer, () -> answer.complete(question.get()));
        return answer;
    }

    private void run(CompletableFuture<?> answer, Runnable task) {
        boolean taken = strand.run(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        if (!taken) {
            answer.completeExceptionally(new IllegalStateException("this member is closed"));
        }
    }
}
