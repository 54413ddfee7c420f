// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.Baton;
import io.baton.raft.internal.message.SessionSecret;
import io.baton.raft.internal.transport.LeaderTransport;
import io.baton.raft.internal.transport.LocalTransport;
import io.baton.raft.internal.transport.RemoteTransport;
import io.baton.raft.state.LeaseRules;
import io.baton.raft.state.request.Command;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionBackend;
import io.baton.spi.ElectionName;
import io.baton.spi.support.Strand;
import io.baton.testkit.fault.MemoryDirectory;
import io.baton.testkit.fixture.BackendFixture;
import io.baton.testkit.fixture.BackendTimings;
import io.baton.testkit.fixture.Participant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A group, and participants in this process. */
final class RaftFixture implements BackendFixture {

    private static final Duration LEASE = Duration.ofMillis(1_500);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final TestGroup group;
    private final boolean remote;
    private final Path dataDir;
    private final Set<ElectionName> spoilt = ConcurrentHashMap.newKeySet();

    private RaftFixture(List<String> ids, boolean remote) throws IOException {
        this.remote = remote;
        dataDir = MemoryDirectory.orOnDisk("raft");
        group = new TestGroup(ids, dataDir);
    }

    /** One member, in the process of the participants. */
    static RaftFixture alone() throws IOException {
        return new RaftFixture(List.of("a"), false);
    }

    /** Three members, of which one is in the process of the participants. */
    static RaftFixture three() throws IOException {
        return new RaftFixture(List.of("a", "b", "c"), false);
    }

    /** Three members, of none of which the participants know more than its address. */
    static RaftFixture served() throws IOException {
        return new RaftFixture(List.of("a", "b", "c"), true);
    }

    @Override
    public BackendTimings timings() {
        return new BackendTimings(
                LEASE,
                Duration.ofNanos(LeaseRules.validity(LEASE.toNanos())),
                Duration.ofMillis(100),
                LEASE.multipliedBy(9).dividedBy(10),
                LONG,
                LONG);
    }

    @Override
    public Participant connect(Map<String, String> settings, UnaryOperator<ElectionBackend> change) {
        Map<String, String> all = new HashMap<>(Map.of("baton.lease-duration", LEASE.toMillis() + "ms"));
        all.putAll(settings);
        CuttableTransport.Wire wire = new CuttableTransport.Wire();
        SessionSecret secret = SessionSecret.random();
        TestBackend backend = new TestBackend(
                remote ? "" : group.first().id(),
                secret,
                strand -> new CuttableTransport(
                        remote
                                ? new RemoteTransport(group.client(), strand, secret, Optional.empty())
                                : beside(strand, secret),
                        wire,
                        spoilt));
        return new RaftParticipant(Baton.connect(change.apply(backend), all), wire, group::order);
    }

    private LeaderTransport beside(Strand strand, SessionSecret secret) {
        return new LocalTransport(
                () -> group.member().map(member -> member),
                group.hasOthers()
                        ? Optional.of(new RemoteTransport(group.client(), strand, secret, Optional.empty()))
                        : Optional.empty());
    }

    @Override
    public Set<String> sessions() {
        return group.look(store ->
                store.living().stream().map(living -> living.session().name()).collect(Collectors.toSet()));
    }

    @Override
    public List<String> leftovers(String election) {
        return queue(election).stream()
                .map(CandidateQueue.QueuedCandidate::toString)
                .toList();
    }

    @Override
    public void deleteCandidacy(String election, int position) {
        group.order(new Command.Remove(
                new ElectionName(election), queue(election).get(position).orderValue()));
    }

    @Override
    public void addStranger(String election) {
        // No process can: the store holds nothing but candidacies.
    }

    @Override
    public void spoilFloor(String election) {
        spoilt.add(new ElectionName(election));
    }

    @Override
    public void restart() {
        group.stop();
        try {
            group.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        group.close();
        MemoryDirectory.delete(dataDir);
    }

    private List<CandidateQueue.QueuedCandidate> queue(String election) {
        return group.look(store -> store.candidateQueue(new ElectionName(election)))
                .queue();
    }
}
