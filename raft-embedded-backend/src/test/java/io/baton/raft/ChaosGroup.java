// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.membership.AdminClient;
import io.baton.raft.internal.membership.GroupProbe;
import io.baton.raft.internal.membership.LeaderView;
import io.baton.raft.internal.membership.MembershipView;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.spi.support.ConfigurationValues;
import io.baton.testkit.chaos.CandidateSpecs;
import io.baton.testkit.chaos.CandidateSpecs.CandidateSpec;
import io.baton.testkit.chaos.ChaosCandidates;
import io.baton.testkit.chaos.ChaosStore;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.host.SmallDisk;
import io.baton.testkit.process.election.Worker;
import io.baton.testkit.process.election.WorkerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Three members, each in the process of a candidate and, where this machine can have such, on a host of its own; one has a
 * small disk of its own. A process that is replaced comes back as the same member, on its data. To be used by one thread.
 */
final class ChaosGroup implements ChaosStore, AutoCloseable {

    private static final String ID = "baton.raft.id";
    private static final String WITH_SMALL_DISK = "c";
    private static final int DISK_MEGABYTES = 64;

    private final ElectionName election;
    private final Optional<CutNetwork> network;
    private final Members.Site site;
    private final Optional<SmallDisk> disk;
    private final Map<String, String> configuration = new HashMap<>();
    private final ChaosCandidates candidates;
    private final Probe probe;
    private Optional<RestartedGroup> restarted = Optional.empty();

    /** @param through the command that runs every process, besides the one that runs it on its host */
    ChaosGroup(Path dataDir, String election, Duration lease, List<String> through) throws IOException {
        this.election = new ElectionName(election);
        network = CutNetwork.open();
        site = network.<Members.Site>map(hosts -> hosts).orElseGet(() -> Members.loopback(id -> List.of()));
        disk = SmallDisk.at(dataDir.resolve(WITH_SMALL_DISK), DISK_MEGABYTES);
        configuration.put(
                "baton.raft.members",
                Members.IDS.stream().map(id -> id + "@" + site.address(id)).collect(Collectors.joining(",")));
        configuration.put("baton.raft.allow-plaintext", "true");
        probe = new Probe(client());
        configuration.put("baton.raft.data-dir", dataDir.toString());
        WorkerSpec workerSpec = WorkerSpec.over("raft", ID, lease).with("baton.close-on-shutdown", "true");
        for (Map.Entry<String, String> entry : configuration.entrySet()) {
            workerSpec = workerSpec.with(entry.getKey(), entry.getValue());
        }
        workerSpec = workerSpec.with(
                ChaosCandidates.HERE, network.map(CutNetwork::gateway).orElse("127.0.0.1"));
        List<CandidateSpec> specs = Members.IDS.stream()
                .map(id -> new CandidateSpec(
                        id,
                        Stream.concat(site.through(id).stream(), through.stream())
                                .toList()))
                .toList();
        candidates = ChaosCandidates.of(workerSpec, election, CandidateSpecs.of(specs));
        specs.forEach(spec -> candidates.join());
    }

    private GroupConfig client() {
        Map<String, String> own = new HashMap<>(configuration);
        own.remove("baton.raft.data-dir");
        own.put(ID, "client");
        return RaftBackendProvider.group(new ConfigurationValues(own));
    }

    ChaosCandidates workers() {
        return candidates;
    }

    /** Where the members are, if they can be cut off. */
    Optional<CutNetwork> network() {
        return network;
    }

    /** Has the group write that many bytes to its logs, and some more. */
    void write(int bytes) {
        probe.write(bytes);
    }

    /** The member that leads the group, once one does. */
    Worker raftLeader() {
        return worker(probe.leader());
    }

    Worker worker(String id) {
        return candidates.present().stream()
                .filter(worker -> idOf(worker).equals(id))
                .findFirst()
                .orElseThrow();
    }

    String idOf(Worker worker) {
        return candidates.specOf(worker).servers();
    }

    /** The one disk that can be filled. */
    Optional<SmallDisk> disk() {
        return disk;
    }

    /** Until that member takes part in the group. */
    void awaitTakingPart(String id) {
        try (AdminClient administrator = new AdminClient(client())) {
            Await.untilTrue(
                    id + " takes part",
                    () -> administrator
                            .view(address(id))
                            .flatMap(MembershipView::group)
                            .isPresent());
        }
    }

    /** Has another member lead the group, if that can be done now. */
    void handOver(Random random) {
        List<Address> members = Members.IDS.stream().map(this::address).toList();
        try (AdminClient administrator = new AdminClient(client())) {
            Optional<LeaderView> leaderView =
                    GroupProbe.of(administrator, members, "").leaderView();
            if (leaderView.isPresent()) {
                List<Address> others = members.stream()
                        .filter(member -> !member.equals(leaderView.get().leader()))
                        .toList();
                administrator.handOver(leaderView.get(), others.get(random.nextInt(others.size())));
            }
        } catch (IOException notNow) {
            System.out.println("the group is not handed over: " + notNow.getMessage());
        }
    }

    private Address address(String id) {
        return Address.parse(id + "@" + site.address(id));
    }

    @Override
    public int candidates() {
        return restarted.isPresent() ? restarted.get().candidates(probe.leader()) : queue().size();
    }

    /** A client is told of those in the queue only; at the end all are counted. */
    @Override
    public int sessions() {
        return restarted.isPresent()
                ? restarted.get().sessions(probe.leader())
                : (int) queue().stream()
                        .map(place -> place.candidate().id())
                        .distinct()
                        .count();
    }

    private List<CandidateQueue.QueuedCandidate> queue() {
        return probe.queue(election);
    }

    /**
     * When two of three are closed the group has no majority, so nothing can be deleted by the last close, and nothing asked
     * after it. What is left is judged in a group that runs again: the last sessions have to end in it.
     */
    @Override
    public void candidatesEnded() {
        restarted = Optional.of(new RestartedGroup(election.value(), configuration, site));
        Members.IDS.forEach(this::awaitTakingPart);
    }

    @Override
    public String account() {
        try (AdminClient administrator = new AdminClient(client())) {
            return Members.IDS.stream()
                    .map(id -> id + " knows " + administrator.view(address(id)))
                    .collect(Collectors.joining("\n"));
        }
    }

    @Override
    public void close() throws IOException {
        candidates.close();
        restarted.ifPresent(RestartedGroup::close);
        probe.close();
        network.ifPresent(CutNetwork::close);
        if (disk.isPresent()) {
            disk.get().close();
        }
    }
}
