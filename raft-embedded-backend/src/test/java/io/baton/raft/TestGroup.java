// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.member.LocalMember;
import io.baton.raft.internal.membership.AdminClient;
import io.baton.raft.internal.membership.LeaderView;
import io.baton.raft.internal.membership.MembershipView;
import io.baton.raft.state.Store;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.codec.ReplyCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.support.ConfigurationValues;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.ChildJvm;
import io.baton.testkit.process.ChildJvmSpec;
import io.baton.testkit.process.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The members of a group: the first in this process, each of the others in one of its own. */
final class TestGroup implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration START = Duration.ofSeconds(60);

    private final String members;
    private final List<String> others;
    private final Path dataDir;
    private final GroupConfig first;
    private final Probe probe;
    private final List<ChildJvm> processes = new ArrayList<>();
    private volatile Optional<LocalMember> member = Optional.empty();

    /** Starts the members of these ids. */
    TestGroup(List<String> ids, Path dataDir) throws IOException {
        this.dataDir = dataDir;
        members = String.join(
                ",",
                ids.stream().map(id -> id + "@127.0.0.1:" + FreePorts.next()).toList());
        others = ids.subList(1, ids.size());
        first = group(configuration(ids.get(0)));
        probe = new Probe(client());
        start();
    }

    private static GroupConfig group(Map<String, String> configuration) {
        return RaftBackendProvider.group(new ConfigurationValues(configuration));
    }

    private Map<String, String> configuration(String id) {
        Map<String, String> all = new HashMap<>();
        all.put("baton.raft.id", id);
        all.put("baton.raft.members", members);
        all.put("baton.raft.data-dir", dataDir.toString());
        return all;
    }

    /** What the member in this process is started with. */
    GroupConfig first() {
        return first;
    }

    /** What a process is started with that is no member. */
    GroupConfig client() {
        return group(Map.of("baton.raft.id", "client", "baton.raft.members", members));
    }

    /** The member in this process, while it runs. */
    Optional<LocalMember> member() {
        return member;
    }

    boolean hasOthers() {
        return !others.isEmpty();
    }

    void start() throws IOException {
        for (String id : others) {
            ChildJvmSpec spec = ChildJvm.of(MemberProcess.class.getName())
                    .jvmArguments("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx96m", "-XX:-UsePerfData")
                    .systemProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
            configuration(id).forEach(spec::systemProperty);
            processes.add(spec.start());
        }
        member = Optional.of(LocalMember.start(first, failure -> {}));
        for (ChildJvm process : processes) {
            awaitRunning(process);
        }
        probe.leader();
    }

    private static void awaitRunning(ChildJvm process) throws IOException {
        try {
            process.awaitLine(MemberProcess.RUNNING, START);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    /** Kills the other members at once, and ends the one in this process. */
    void stop() {
        processes.forEach(ChildJvm::close);
        processes.clear();
        Optional<LocalMember> last = member;
        member = Optional.empty();
        last.ifPresent(LocalMember::close);
    }

    void execute(Command command) {
        Reply reply = submit(command);
        if (!(reply instanceof Reply.Settled)) {
            throw new AssertionError(command + ": " + reply);
        }
    }

    /** Has the member of this process carry out what only the leading member may order. */
    void order(Command command) {
        Reply reply = Await.until("ordered: " + command, () -> here().leads() ? ordered(command) : handedOver());
        if (!(reply instanceof Reply.Settled)) {
            throw new AssertionError(command + ": " + reply);
        }
    }

    private Optional<Reply> ordered(Command command) {
        try {
            return Optional.of(ReplyCodec.read(here().submit(CommandCodec.write(command))
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join()));
        } catch (CompletionException notLeading) {
            return Optional.empty();
        }
    }

    private Optional<Reply> handedOver() {
        Address here = first.self().orElseThrow();
        try (AdminClient administrator = new AdminClient(client())) {
            String leader = probe.leader();
            for (Address leading : first.members()) {
                if (leading.id().equals(leader) && !leading.equals(here)) {
                    MembershipView membershipView = administrator.view(leading).orElseThrow();
                    administrator.handOver(new LeaderView(leading, membershipView), here);
                }
            }
        } catch (IOException notNow) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private LocalMember here() {
        return member.orElseThrow();
    }

    private Reply submit(Command command) {
        return hasOthers() ? probe.execute(command) : alone(command);
    }

    private Reply alone(Command command) {
        return ReplyCodec.read(Lone.submit(() -> member.orElseThrow(), CommandCodec.write(command)));
    }

    /** What the member in this process has applied when it has applied all that was committed before this call. */
    <T> T look(Function<Store, T> question) {
        long nonce = RANDOM.nextLong();
        Reply reply = submit(new Command.Open(nonce, Duration.ofMinutes(1).toNanos(), "", probe.secret()));
        if (!(reply instanceof Reply.Opened opened)) {
            throw new AssertionError("no session: " + reply);
        }
        SessionId session = opened.session();
        execute(new Command.Close(session));
        return Await.until(
                "the last entry is applied here",
                () -> member.orElseThrow()
                        .look(store -> store.index() > session.index()
                                        && store.living().stream()
                                                .noneMatch(living ->
                                                        living.session().equals(session))
                                ? Optional.of(question.apply(store))
                                : Optional.<T>empty())
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join());
    }

    @Override
    public void close() {
        stop();
        probe.close();
    }
}
