// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory.session;

import io.baton.Candidate;
import io.baton.Leader;
import io.baton.spi.BackendSession;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionGrant;
import io.baton.spi.SessionRequest;
import io.baton.testkit.memory.MemoryStore;
import io.baton.testkit.memory.session.SessionWatches.Watch;
import io.baton.testkit.memory.store.SessionAttempt;
import io.baton.testkit.memory.store.StoreEvent;
import io.baton.testkit.memory.store.StoreRequest;
import io.baton.testkit.memory.store.StoreRequest.Outcome;
import io.baton.testkit.memory.store.StoreRequest.Proof;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A session of a {@link MemoryStore} behind a {@link StoreLink}: the whole translation between the protocol's facts and
 * the store's requests and events. Except for the constructor, everything runs as a step of the link.
 */
public final class MemorySession implements BackendSession {

    private static final int HEARTBEATS_PER_LEASE = 3;

    private final SessionRequest request;
    private final SessionFacts facts;
    private final StoreLink link;
    private final SessionAttempt attempt = new SessionAttempt();
    private final Consumer<StoreEvent> events;
    private final Map<String, MemoryCandidacy> candidacies = new LinkedHashMap<>();
    private final Observers observers = new Observers(this::askToObserve);
    private final OpenQueries openQueries = new OpenQueries();
    private final SessionWatches watches;
    private volatile String name = "";
    private final SessionFence fence = new SessionFence();
    private long candidaciesMade;
    private long bidsMade;
    private volatile boolean over;

    /** Begins to open a session. */
    public MemorySession(SessionRequest request, SessionFacts facts, StoreLink link) {
        this.request = request;
        this.facts = facts;
        this.link = link;
        this.watches = new SessionWatches(facts);
        this.events = link.connect(this::on);
        link.run(this::open);
    }

    @Override
    public Candidacy enter(ElectionName election, Candidate candidate, CandidacyFacts candidacyFacts) {
        MemoryCandidacy candidacy = new MemoryCandidacy(this, candidacyFacts);
        link.run(() -> {
            String tag = name + "-" + ++candidaciesMade;
            candidacies.put(tag, candidacy);
            candidacy.enter(tag, election, candidate);
        });
        return candidacy;
    }

    @Override
    public void prove() {
        long sentAt = now();
        link.run(() -> {
            long version = fence.version();
            send(new StoreRequest.Prove(name, version), proof -> proved(proof, version, sentAt), this::unproven);
        });
    }

    @Override
    public void leaveServer() {
        link.run(link::leaveServer);
    }

    @Override
    public CompletionStage<CandidateQueue> candidates(ElectionName election) {
        return ask(() -> new StoreRequest.ListQueue(name, election));
    }

    @Override
    public CompletionStage<Optional<Leader>> leader(ElectionName election) {
        return ask(() -> new StoreRequest.AskLeader(name, election));
    }

    @Override
    public CompletionStage<Boolean> forget(ElectionName election) {
        return ask(() -> new StoreRequest.Forget(name, election));
    }

    private <A> CompletionStage<A> ask(Supplier<StoreRequest<A>> question) {
        CompletableFuture<A> inquiry = openQueries.begin();
        link.run(() -> send(question.get(), inquiry::complete, inquiry::completeExceptionally));
        return inquiry;
    }

    @Override
    public Observation observe(ElectionName election, Runnable changed) {
        link.run(() -> observers.add(election, changed));
        return () -> link.run(() -> observers.remove(election, changed));
    }

    @Override
    public CompletionStage<Long> raiseTokenFloor(ElectionName election, long atLeast) {
        CompletableFuture<Long> inquiry = openQueries.begin();
        link.run(new FloorRaise(this, election, atLeast, inquiry)::begin);
        return inquiry;
    }

    @Override
    public void close() {
        over = true;
        link.close(new StoreRequest.EndSession(name));
        openQueries.failAll();
    }

    /** The session's name in the store; empty before it is opened. */
    public String name() {
        return name;
    }

    SessionFence fence() {
        return fence;
    }

    long now() {
        return request.clock().nanos();
    }

    void run(Runnable step) {
        link.run(step);
    }

    /** Sends a request; nothing is heard of it once the session is over. */
    <A> void send(StoreRequest<A> message, Consumer<A> answered, Consumer<Throwable> unknown) {
        link.send(message, new StoreLink.Reply<>() {
            @Override
            public void answered(A answer) {
                ifOpen(() -> answered.accept(answer));
            }

            @Override
            public void unknown(Throwable cause) {
                ifOpen(() -> unknown.accept(cause));
            }
        });
    }

    /** A proof, or the proof within a request, was refused because the fence has this version now. */
    void fenced(long version) {
        fence.read(version);
        facts.fenced();
    }

    long nextBid() {
        return ++bidsMade;
    }

    void watch(MemoryCandidacy candidacy, String session) {
        watches.leave(candidacy, session).ifPresent(this::askNotToWatch);
        watches.want(candidacy, session).ifPresent(this::askToWatch);
    }

    void unwatch(MemoryCandidacy candidacy) {
        watches.leave(candidacy, "").ifPresent(this::askNotToWatch);
    }

    void finished(MemoryCandidacy candidacy, String tag) {
        candidacies.remove(tag);
        unwatch(candidacy);
    }

    private void open() {
        Duration lease = request.leaseDuration();
        send(new StoreRequest.OpenSession(attempt, lease, events), this::opened, unknown -> open());
    }

    private void opened(SessionGrant grant) {
        name = grant.session();
        facts.opened(grant);
        heartbeat();
    }

    private void heartbeat() {
        link.after(
                request.leaseDuration().dividedBy(HEARTBEATS_PER_LEASE),
                () -> ifOpen(() -> {
                    send(new StoreRequest.Heartbeat(name), this::heard, unknown -> {});
                    heartbeat();
                }));
    }

    private void heard(boolean stands) {
        if (stands) {
            facts.answered();
        } else {
            ended();
        }
    }

    private void proved(Proof proof, long version, long sentAt) {
        if (proof.outcome() == Outcome.DONE) {
            fence.proven(version, sentAt);
            facts.proven(sentAt);
        } else if (proof.outcome() == Outcome.FENCED) {
            fenced(proof.fence());
        } else {
            ended();
        }
    }

    private void unproven(Throwable cause) {
        facts.unproven(cause);
    }

    private void ended() {
        over = true;
        facts.ended(new IllegalStateException("the store has ended session " + name));
        openQueries.failAll();
    }

    private void on(StoreEvent event) {
        ifOpen(() -> {
            switch (event.kind()) {
                case CANDIDACY_GONE -> candidacy(event, MemoryCandidacy::deleted);
                case PREDECESSOR_GONE -> candidacy(event, candidacy -> candidacy.predecessorGone(event.number()));
                case BID_CARRIED_OUT -> candidacy(event, candidacy -> candidacy.bidCarriedOut(event.number()));
                case WATCHING, SIGN, WATCHED_ENDED -> watches.on(event);
                case LEADER_CHANGED -> observers.changed(new ElectionName(event.about()));
                case SESSION_ENDED -> {
                    if (event.about().equals(name)) {
                        ended();
                    }
                }
                case DISCONNECTED -> disconnected();
                case CONNECTED -> connected();
            }
        });
    }

    private void candidacy(StoreEvent event, Consumer<MemoryCandidacy> step) {
        MemoryCandidacy candidacy = candidacies.get(event.about());
        if (candidacy != null) {
            step.accept(candidacy);
        }
    }

    private void disconnected() {
        watches.lost();
        if (!name.isEmpty()) {
            facts.disconnected();
        }
    }

    private void connected() {
        if (name.isEmpty()) {
            return;
        }
        facts.connected();
        observers.connected();
        watches.again().forEach(this::askToWatch);
    }

    private void askToObserve(ElectionName election) {
        send(
                new StoreRequest.Observe(name, election),
                stands -> observers.changed(election),
                unknown -> observers.askAgain(election));
    }

    private void askToWatch(Watch watch) {
        send(
                new StoreRequest.WatchSession(name, watch.session(), watch.number()),
                answer -> {},
                unknown -> watches.failed(watch));
    }

    private void askNotToWatch(Watch watch) {
        send(new StoreRequest.UnwatchSession(name, watch.session(), watch.number()), answer -> {}, unknown -> {});
    }

    private void ifOpen(Runnable step) {
        if (!over) {
            step.run();
        }
    }
}
