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
import io.baton.testkit.fixture.BackendFixture;
import io.baton.testkit.fixture.Limits;
import io.baton.testkit.fixture.Participant;
import io.baton.testkit.fixture.Patience;
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
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A group of one member in this process; participants are sessions in the same process. */
final class RaftFixture implements BackendFixture, AutoCloseable {

    private static final Duration LEASE = Duration.ofMillis(1_500);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Group group;
    private final Set<ElectionName> spoilt = ConcurrentHashMap.newKeySet();
    private volatile Member member;

    private RaftFixture(Group group) throws IOException {
        this.group = group;
        member = Member.start(group, failure -> {});
    }

    static RaftFixture alone(Path dataDir) throws IOException {
        return new RaftFixture(
                RaftBackendProvider.group(new ConfigurationValues(Map.of("baton.raft.data-dir", dataDir.toString()))));
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
        Function<Strand, RaftEngine> engine = strand ->
                new CuttableEngine(new MemberEngine(() -> Optional.of(member), Optional.empty()), wire, spoilt);
        return new RaftParticipant(Baton.connect(new TestBackend(group.id(), engine), all), wire, this::execute);
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
        member.close();
        try {
            member = Member.start(group, failure -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Patience.untilTrue("the member leads", () -> member.leads());
    }

    @Override
    public void close() {
        member.close();
    }

    private List<Electorate.Place> queue(String election) {
        return look(store -> store.electorate(new ElectionName(election))).queue();
    }

    private <T> T look(Function<Store, T> question) {
        return member.look(question).orTimeout(10, TimeUnit.SECONDS).join();
    }

    private void execute(Command command) {
        Patience.untilTrue("the member leads", () -> member.leads());
        Reply reply = ReplyCodec.read(member.submit(CommandCodec.write(command))
                .orTimeout(10, TimeUnit.SECONDS)
                .join());
        if (!(reply instanceof Reply.Settled)) {
            throw new AssertionError(command + ": " + reply);
        }
    }
}
