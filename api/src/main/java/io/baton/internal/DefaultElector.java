// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.BatonException;
import io.baton.Candidate;
import io.baton.ElectorOptions;
import io.baton.Leader;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import io.baton.LossReason;
import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.Moment;
import io.baton.internal.engine.Step;
import io.baton.spi.ElectionName;
import io.baton.spi.Electorate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The application's side of one candidate; the loop's side is {@link ElectionMember}. */
final class DefaultElector implements LeaderElector {

    private final DefaultBaton baton;
    private final ElectionName name;
    private final Candidate candidate;
    private final ElectorOptions options;
    private final ElectorWaiters waiters = new ElectorWaiters();
    private final ElectorListeners listeners;
    private final CompletableFuture<Boolean> left = new CompletableFuture<>();
    private volatile @Nullable DefaultLeadership held;
    private @Nullable ElectionMember member;
    private boolean closing;

    DefaultElector(DefaultBaton baton, ElectionName name, Candidate candidate, ElectorOptions options) {
        this.baton = baton;
        this.name = name;
        this.candidate = candidate;
        this.options = options;
        this.listeners = new ElectorListeners(name, new CallbackQueue(baton.callbacks(), name.encoded()));
    }

    @Override
    public String election() {
        return name.value();
    }

    @Override
    public Candidate candidate() {
        return candidate;
    }

    @Override
    public LeaderElector start() {
        waiters.ensureOpen(name);
        baton.loop().post(() -> {
            if (member == null && !closing) {
                member = new ElectionMember(this, name, baton.settings().timing(options), baton.keeper());
                baton.keeper().members().add(name, member);
            }
        });
        return this;
    }

    @Override
    public Optional<Leadership> leadership() {
        DefaultLeadership mine = held;
        return mine != null && mine.isHeld() ? Optional.of(mine) : Optional.empty();
    }

    @Override
    public boolean isLeader() {
        DefaultLeadership mine = held;
        return mine != null && mine.isHeld();
    }

    @Override
    public Leadership awaitLeadership() throws InterruptedException {
        return waiters.await(this::leadership, Long.MAX_VALUE)
                .orElseThrow(() -> new BatonException("no leadership within 292 years"));
    }

    @Override
    public Optional<Leadership> awaitLeadership(Duration timeout) throws InterruptedException {
        return waiters.await(this::leadership, DurationText.saturatedNanos(timeout));
    }

    @Override
    public LeaderElector whileLeader(Task task) {
        baton.loop().post(() -> listeners.addTask(task, held));
        return this;
    }

    @Override
    public LeaderElector listen(LeadershipListener listener) {
        baton.loop().post(() -> listeners.add(listener, held));
        return this;
    }

    @Override
    public Optional<Leader> leader() throws InterruptedException {
        return baton.ask("who leads election " + name, session -> session.leader(name));
    }

    @Override
    public List<Candidate> candidates() throws InterruptedException {
        return electorate().queue().stream().map(Electorate.Place::candidate).toList();
    }

    private Electorate electorate() throws InterruptedException {
        return baton.ask("who stands in election " + name, session -> session.candidates(name));
    }

    @Override
    public Observation observe(Consumer<Optional<Leader>> observer) {
        waiters.ensureOpen(name);
        return baton.observe(name, observer);
    }

    @Override
    public void resign() {
        input(ElectionState::resign);
    }

    private void input(BiFunction<ElectionState, Moment, Step> input) {
        baton.loop().post(() -> {
            if (member != null) {
                member.apply(input);
            }
        });
    }

    @Override
    public void close() {
        CompletableFuture<Boolean> end = beginClose();
        boolean ownWork =
                LeaderWork.current().filter(current -> current == held).isPresent();
        if (!ownWork) {
            baton.awaitQuietly(end, options.drainTimeout());
        }
    }

    /** Begins to close; completes when the place is released or there is none. */
    CompletableFuture<Boolean> beginClose() {
        waiters.close(name);
        baton.loop().post(() -> {
            closing = true;
            if (member == null) {
                finished();
            } else {
                member.apply(ElectionState::close);
            }
        });
        return left;
    }

    Duration drainTimeout() {
        return options.drainTimeout();
    }

    /** For the loop: a leadership has begun. */
    void elected(DefaultLeadership leadership) {
        held = leadership;
        waiters.wake();
        listeners.elected(leadership);
    }

    /** For the loop: the leadership has ended; it is not held any more. */
    void lost(DefaultLeadership leadership, LossReason reason) {
        held = null;
        listeners.lost(leadership, reason);
    }

    /** For the loop: the store refuses. */
    void refused(BatonException why) {
        waiters.refuse(why);
        listeners.refused(why);
        if (baton.isClosing()) {
            // What cannot be taken out of the queue by itself goes with the session.
            finished();
        }
    }

    /** For the loop: the place is released, although work goes on. */
    void left() {
        left.complete(true);
    }

    /** For the loop: nothing is left in the store, and no work goes on. */
    void finished() {
        baton.forget(this);
        left.complete(true);
    }
}
