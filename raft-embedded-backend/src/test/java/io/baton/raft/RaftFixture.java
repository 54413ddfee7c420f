// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.Baton;
import io.baton.raft.state.Command;
import io.baton.raft.state.CommandCodec;
import io.baton.raft.state.Reply;
import io.baton.raft.state.ReplyCodec;
import io.baton.raft.state.Store;
import io.baton.spi.ElectionName;
import io.baton.spi.Electorate;
import io.baton.spi.support.ConfigurationValues;
import io.baton.spi.support.Strand;
import io.baton.testkit.fault.FreePorts;
import io.baton.testkit.fixture.BackendFixture;
import io.baton.testkit.fixture.Limits;
import io.baton.testkit.fixture.Participant;
import io.baton.testkit.fixture.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A group whose members all run in this process. */
final class RaftFixture implements BackendFixture, AutoCloseable {

    private static final Duration LEASE = Duration.ofMillis(1_500);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<Group> groups;
    private final Group client;
    private final boolean remote;
    private final Set<ElectionName> spoilt = ConcurrentHashMap.newKeySet();
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private int participants;

    private RaftFixture(List<Group> groups, Group client, boolean remote) throws IOException {
        this.groups = groups;
        this.client = client;
        this.remote = remote;
        start();
    }

    /** One member, and participants in its process. */
    static RaftFixture alone(Path dataDir) throws IOException {
        Group group =
                RaftBackendProvider.group(new ConfigurationValues(Map.of("baton.raft.data-dir", dataDir.toString())));
        return new RaftFixture(List.of(group), group, false);
    }

    /** One member, and participants that are clients. */
    static RaftFixture served(Path dataDir) throws IOException {
        return new RaftFixture(groups(dataDir, List.of("a")), client(List.of("a")), true);
    }

    /** Three members, and participants in the process of one of them, in turn. */
    static RaftFixture three(Path dataDir) throws IOException {
        List<String> ids = List.of("a", "b", "c");
        return new RaftFixture(groups(dataDir, ids), client(ids), false);
    }

    private static final Map<String, Integer> PORTS = new ConcurrentHashMap<>();

    private static List<Group> groups(Path dataDir, List<String> ids) {
        return ids.stream()
                .map(id -> group(ids, id, Map.of("baton.raft.data-dir", dataDir.toString())))
                .toList();
    }

    private static Group client(List<String> ids) {
        return group(ids, "client", Map.of());
    }

    private static Group group(List<String> ids, String id, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("baton.raft.id", id);
        all.put(
                "baton.raft.members",
                ids.stream()
                        .map(member ->
                                member + "@127.0.0.1:" + PORTS.computeIfAbsent(member, absent -> FreePorts.next()))
                        .collect(Collectors.joining(",")));
        return RaftBackendProvider.group(new ConfigurationValues(all));
    }

    private void start() throws IOException {
        for (Group group : groups) {
            members.add(Member.start(group, failure -> {}));
        }
        leader();
    }

    @Override
    public Limits limits() {
        return new Limits(
                LEASE,
                Duration.ofNanos(Store.validity(LEASE.toNanos())),
                Duration.ofMillis(100),
                LEASE.multipliedBy(9).dividedBy(10),
                LONG,
                LONG);
    }

    @Override
    public Participant connect(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("baton.lease-duration", LEASE.toMillis() + "ms"));
        all.putAll(settings);
        CuttableEngine.Wire wire = new CuttableEngine.Wire();
        int home = participants++ % groups.size();
        TestBackend backend = new TestBackend(
                remote ? "" : groups.get(home).id(),
                strand ->
                        new CuttableEngine(remote ? new LeaderClient(client, strand) : at(home, strand), wire, spoilt));
        return new RaftParticipant(Baton.connect(backend, all), wire, this::execute);
    }

    private RaftEngine at(int home, Strand strand) {
        Optional<LeaderClient> others =
                groups.size() > 1 ? Optional.of(new LeaderClient(client, strand)) : Optional.empty();
        return new MemberEngine(
                () -> members.size() > home ? Optional.of(members.get(home)) : Optional.empty(), others);
    }

    @Override
    public Set<String> sessions() {
        return look(store ->
                store.living().stream().map(living -> living.session().name()).collect(Collectors.toSet()));
    }

    @Override
    public List<String> leftovers(String election) {
        return queue(election).stream().map(Electorate.Place::toString).toList();
    }

    @Override
    public void deleteCandidacy(String election, int position) {
        execute(new Command.Remove(
                new ElectionName(election), queue(election).get(position).orderValue()));
    }

    @Override
    public void addStranger(String election) {
        // Nobody can: the store holds nothing but candidacies.
    }

    @Override
    public void spoilFloor(String election) {
        spoilt.add(new ElectionName(election));
    }

    @Override
    public void restart() {
        stop();
        try {
            start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void stop() {
        List<Member> last = new ArrayList<>(members);
        members.clear();
        last.forEach(Member::close);
    }

    private Member leader() {
        return Patience.until(
                "a member leads", () -> members.stream().filter(Member::leads).findFirst());
    }

    private List<Electorate.Place> queue(String election) {
        return look(store -> store.electorate(new ElectionName(election))).queue();
    }

    private <T> T look(Function<Store, T> question) {
        return leader().look(question).orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** What is asked for twice is done once, so a leader that changes meanwhile does no harm. */
    private void execute(Command command) {
        Reply reply = Patience.until("carried out: " + command, () -> {
            try {
                return Optional.of(ReplyCodec.read(leader().submit(CommandCodec.write(command))
                        .orTimeout(2, TimeUnit.SECONDS)
                        .join()));
            } catch (CompletionException notNow) {
                return Optional.empty();
            }
        });
        if (!(reply instanceof Reply.Settled)) {
            throw new AssertionError(command + ": " + reply);
        }
    }
}
