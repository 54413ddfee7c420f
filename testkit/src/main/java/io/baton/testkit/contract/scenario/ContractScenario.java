// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.scenario;

import io.baton.Candidate;
import io.baton.ElectorOptions;
import io.baton.Leader;
import io.baton.LeaderElector;
import io.baton.spi.ElectionBackend;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.fixture.BackendFixture;
import io.baton.testkit.fixture.BackendTimings;
import io.baton.testkit.fixture.Participant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/**
 * One test's election with its participants. Every contender is sampled and listened to, so that each test, whatever it is
 * about, fails when two lead, a token is not greater than those before, or calls are not paired; {@link #close()} finds
 * that, and leaves nothing running. For the test's thread.
 */
public final class ContractScenario implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(2);

    private final BackendFixture fixture;
    private final String election;
    private final BackendTimings timings;
    private final HoldSampler sampler = new HoldSampler();
    private final List<Participant> participants = new ArrayList<>();
    private final List<Contender> contenders = new ArrayList<>();
    private final List<Supplier<String>> notes = new ArrayList<>();
    private final Map<String, LeaderElector> observers = new HashMap<>();
    private @Nullable Participant bystander;

    /**
     * A scenario without contenders, around an election of its own.
     *
     * @param timings of the fixture, or multiples of those: what the scenario's participants have
     */
    public ContractScenario(BackendFixture fixture, String election, BackendTimings timings) {
        this.fixture = fixture;
        this.election = election;
        this.timings = timings;
    }

    public String election() {
        return election;
    }

    public BackendFixture fixture() {
        return fixture;
    }

    public BackendTimings timings() {
        return timings;
    }

    /** What the samplers have seen. */
    public HoldHistory history() {
        return sampler.history();
    }

    /** A new connection that stands nowhere, with the scenario's lease unless the settings have another. */
    public Participant connect(Map<String, String> settings) {
        return connect(settings, UnaryOperator.identity());
    }

    /** The same over a backend that the test has changed. */
    public Participant connect(Map<String, String> settings, UnaryOperator<ElectionBackend> change) {
        Map<String, String> all = new HashMap<>(lease(timings));
        all.putAll(settings);
        Participant participant = fixture.connect(all, change);
        participants.add(participant);
        return participant;
    }

    /** A new connection that stands nowhere. */
    public Participant connect() {
        return connect(Map.of());
    }

    /** A new contender on a new connection, at the end of the queue. */
    public Contender join() throws InterruptedException {
        return join(Map.of());
    }

    /** A new contender on a new connection with these settings, at the end of the queue. */
    public Contender join(Map<String, String> settings) throws InterruptedException {
        return join(connect(settings), election, options -> options);
    }

    /** A new contender on a new connection with these options, at the end of the queue. */
    public Contender join(UnaryOperator<ElectorOptions> options) throws InterruptedException {
        return join(connect(), election, options);
    }

    /** A new contender on this connection, at the end of the election's queue. */
    public Contender join(Participant participant, String toElection, UnaryOperator<ElectorOptions> options)
            throws InterruptedException {
        Contender contender = contender(participant, toElection, options);
        contender.elector().start();
        awaitInQueue(contender);
        return contender;
    }

    /** A new contender on this connection that is not started. */
    public Contender contender(Participant participant, String inElection, UnaryOperator<ElectorOptions> options) {
        String id = "c" + (contenders.size() + 1);
        ElectorOptions own = options.apply(participant.baton().options());
        LeaderElector elector =
                participant.baton().elector(inElection, own.candidate().isPresent() ? own : own.as(new Candidate(id)));
        RecordingListener heard = new RecordingListener();
        elector.listen(heard);
        sampler.watch(id, elector);
        Contender contender = new Contender(elector.candidate().id(), participant, elector, heard, timings());
        contenders.add(contender);
        return contender;
    }

    /** The setting for participants whose lease is other than the scenario's. */
    public static Map<String, String> lease(BackendTimings of) {
        return Map.of("baton.lease-duration", of.lease().toMillis() + "ms");
    }

    /** A participant that stands nowhere and that nothing happens to: its lease is long whatever the scenario's is. */
    public Participant bystander() {
        BackendTimings calm = fixture.timings().calm();
        Participant present = bystander == null ? connect(lease(calm)) : bystander;
        bystander = present;
        return present;
    }

    /** The bystander's elector, which is never started. */
    public LeaderElector observer(String ofElection) {
        return observers.computeIfAbsent(ofElection, name -> bystander().baton().elector(name));
    }

    /** The leader of this scenario's election, as soon as there is one. */
    public Contender leading() {
        List<Contender> found = new ArrayList<>();
        Conditions.await("a contender leads", timings().takeOver(), () -> {
            contenders.stream()
                    .filter(each -> each.elector().election().equals(election))
                    .filter(each -> each.elector().isLeader())
                    .forEach(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    /** The ids in the election's queue, as the store tells them to a process that does not stand. */
    public List<String> queue() throws InterruptedException {
        return queue(election);
    }

    /** The ids in another election's queue. */
    public List<String> queue(String ofElection) throws InterruptedException {
        return Await.answer(
                        "who stands in " + ofElection,
                        () -> observer(ofElection).candidates())
                .stream()
                .map(Candidate::id)
                .toList();
    }

    /** The leader, as the store tells it to a process that does not stand. */
    public Optional<Leader> leader() throws InterruptedException {
        return Await.answer("who leads " + election, () -> observer(election).leader());
    }

    /** Raises a floor for the bystander. */
    public long raiseFloor(String ofElection, long atLeast) throws InterruptedException {
        return Await.answer(
                "the floor of " + ofElection, () -> bystander().baton().raiseTokenFloor(ofElection, atLeast));
    }

    /** Deletes the contender's candidacy by hand. */
    public void deleteByHand(Contender contender) throws InterruptedException {
        awaitInQueue(contender);
        deleteIfItStands(contender);
    }

    /** Deletes the contender's candidacy by hand, unless it has gone by itself. */
    public void deleteIfItStands(Contender contender) throws InterruptedException {
        String inElection = contender.elector().election();
        int position = queue(inElection).indexOf(contender.id());
        if (position >= 0) {
            fixture.deleteCandidacy(inElection, position);
        }
    }

    /** Waits until the contender stands. */
    public void awaitInQueue(Contender contender) {
        String inElection = contender.elector().election();
        Conditions.await(
                contender.id() + " stands in " + inElection,
                timings().takeOver(),
                () -> queue(inElection).contains(contender.id()));
    }

    /** Lets the samplers ask every participant a few times more, and fails if two lead or a token was used before. */
    public void assertOneLeads() {
        long end = System.nanoTime() + timings().request().toNanos();
        do {
            LockSupport.parkNanos(POLL.toNanos());
            Assertions.assertThat(history().violations()).isEmpty();
        } while (System.nanoTime() < end);
    }

    /** Fails if the condition is not true for so long that what is wrong would have shown. */
    public void goesOn(String what, BooleanSupplier condition) {
        Conditions.staysTrue(what, fixture.timings().validity(), condition);
    }

    /** Says with every failure that {@link #close()} finds how the scenario came to it. */
    public void note(Supplier<String> what) {
        notes.add(what);
    }

    /** Heals and closes all, last come first; then fails if the scenario has seen a broken promise. */
    @Override
    public void close() {
        participants.forEach(Participant::heal);
        List<Participant> lastFirst = new ArrayList<>(participants);
        Collections.reverse(lastFirst);
        lastFirst.forEach(Participant::close);
        sampler.close();
        List<String> found = new ArrayList<>(history().violations());
        for (Contender contender : contenders) {
            contender.awaitAllTold();
            contender.heard().contradictions().forEach(what -> found.add(contender.id() + ", " + what));
        }
        if (!found.isEmpty()) {
            List<String> how = notes.stream().map(Supplier::get).toList();
            throw new AssertionError("broken promises: " + found + " " + how);
        }
    }
}
