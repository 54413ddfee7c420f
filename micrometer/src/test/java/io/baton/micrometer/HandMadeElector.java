// SPDX-License-Identifier: Apache-2.0
package io.baton.micrometer;

import io.baton.Candidate;
import io.baton.FencingToken;
import io.baton.Leader;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import io.baton.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** An elector that breaks the promise of one holder: it holds what a test says, and is told who leads by the test. */
final class HandMadeElector implements LeaderElector {

    private final List<Consumer<Optional<Leader>>> observers = new ArrayList<>();
    private Optional<Leadership> held = Optional.empty();

    void hold(Leadership leadership) {
        held = Optional.of(leadership);
    }

    void tell(long token) {
        Optional<Leader> leader = Optional.of(new Leader("other", Map.of(), new FencingToken(token)));
        observers.forEach(observer -> observer.accept(leader));
    }

    @Override
    public String election() {
        return "billing";
    }

    @Override
    public Candidate candidate() {
        return new Candidate("self");
    }

    @Override
    public LeaderElector start() {
        return this;
    }

    @Override
    public Optional<Leadership> leadership() {
        return held;
    }

    @Override
    public boolean isLeader() {
        return held.isPresent();
    }

    @Override
    public Leadership awaitLeadership() {
        return held.orElseThrow();
    }

    @Override
    public Optional<Leadership> awaitLeadership(Duration timeout) {
        return held;
    }

    @Override
    public LeaderElector whileLeader(Task task) {
        return this;
    }

    @Override
    public Subscription listen(LeadershipListener listener) {
        return () -> {};
    }

    @Override
    public Subscription listen(LeadershipListener listener, Executor executor) {
        return () -> {};
    }

    @Override
    public Optional<Leader> leader() {
        return Optional.empty();
    }

    @Override
    public List<Candidate> candidates() {
        return List.of();
    }

    @Override
    public Subscription observe(Consumer<Optional<Leader>> observer) {
        observers.add(observer);
        return () -> observers.remove(observer);
    }

    @Override
    public void resign() {}

    @Override
    public void close() {}
}
