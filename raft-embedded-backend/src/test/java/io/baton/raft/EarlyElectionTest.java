// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.ElectionTimeouts;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.member.EarlyElection;
import io.baton.raft.internal.message.SessionSecret;
import io.baton.raft.internal.transport.RemoteTransport;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.support.Strand;
import io.baton.testkit.fault.TcpProxy;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.ratis.util.CodeInjectionForTesting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What members do when their Raft leader is gone, or does not come about. */
@Timeout(180)
class EarlyElectionTest {

    private static final byte[] NOTHING = CommandCodec.write(new Command.Close(new SessionId(0, 0)));
    private static final List<String> ALL = List.of("a", "b", "c");
    private static final String ENTRY_WRITTEN = "RaftServerImpl.appendEntries.logComplete";

    /** Longer than a Raft leader waits for an answer. */
    private static final Duration TOO_LATE = Duration.ofMillis(400);

    /** The request before it is a heartbeat. */
    private static final int FIRST_ENTRY = 2;

    private static final int OFTEN = 10;

    /** With it members elect another Raft leader by themselves only after a silence of a second. */
    private static final Duration LONG_LEASE = Duration.ofSeconds(8);

    @TempDir
    private Path dataDir;

    private final Strand strand = new Strand("baton-raft-test", Throwable::printStackTrace);
    private final Queue<String> gone = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        CodeInjectionForTesting.remove(ENTRY_WRITTEN);
        strand.stop();
    }

    @Test
    void membersStandOneAfterTheOther() {
        assertThat(EarlyElection.turn("b", "a", ALL)).isLessThan(EarlyElection.turn("b", "c", ALL));
        assertThat(EarlyElection.turn("a", "b", ALL)).isEqualTo(EarlyElection.turn("b", "a", ALL));
        assertThat(EarlyElection.turn("c", "b", ALL)).isEqualTo(EarlyElection.turn("a", "c", ALL));
    }

    @Test
    void aClientThatIsRefusedAConnectionKnowsThatTheProcessHasGone() throws IOException {
        try (LocalGroup group = LocalGroup.ofOne(dataDir)) {
            String leader = group.leader();
            RemoteTransport client = client(group.address(leader));
            submit(client);
            assertThat(gone).isEmpty();
            group.stop(leader);
            Await.untilTrue("it is missed", () -> {
                trySubmit(client);
                return gone.contains(leader);
            });
            strand.run(client::close);
        }
    }

    @Test
    void aBrokenConnectionToAProcessThatListensSaysNothing() throws IOException {
        try (LocalGroup group = LocalGroup.ofOne(dataDir)) {
            Address leader = group.address(group.leader());
            try (TcpProxy proxy = TcpProxy.toPort(leader.port())) {
                RemoteTransport client = client(new Address(leader.id(), "127.0.0.1", proxy.port()));
                submit(client);
                proxy.dropConnections();
                Await.untilTrue("it is reached again", () -> trySubmit(client));
                assertThat(proxy.connections()).isGreaterThan(1);
                assertThat(gone).isEmpty();
                strand.run(client::close);
            }
        }
    }

    /** The link of one member to the Raft leader refuses connections; the other member hears that leader. */
    @Test
    void aMemberDoesNotStandAgainstARaftLeaderThatTheOtherOneHears() throws IOException {
        try (LocalGroup group = LocalGroup.founded(dataDir, ElectionTimeouts.of(LONG_LEASE))) {
            String leader = group.leader();
            String next =
                    ALL.stream().filter(id -> !id.equals(leader)).findFirst().orElseThrow();
            RemoteTransport client = client(new Address(leader, "127.0.0.1", FreePorts.next()), gone -> {
                this.gone.add(gone);
                group.member(next).earlyElection().orElseThrow().heed(gone);
            });
            for (int refusals = 0; refusals < OFTEN; refusals++) {
                trySubmit(client);
                Await.untilAfter(System.nanoTime(), TOO_LATE.dividedBy(2));
                assertThat(group.member(leader).leads()).isTrue();
            }
            assertThat(gone).contains(leader);
            strand.run(client::close);
        }
    }

    /** In a group of five a voter can count for an entry that it does not hold. */
    @Test
    void noMemberOfALargerGroupStandsEarly() throws IOException {
        List<String> ids = List.of("a", "b", "c", "d", "e");
        try (LocalGroup group = new LocalGroup(dataDir)) {
            for (String id : ids) {
                group.address(id);
            }
            for (String id : ids) {
                group.start(id, ids.toArray(String[]::new));
            }
            String leader = group.leader();
            List<String> others = ids.stream().filter(id -> !id.equals(leader)).toList();
            Await.untilTrue(
                    "all follow",
                    () -> others.stream()
                            .allMatch(id -> group.member(id)
                                    .leader()
                                    .filter(leader::equals)
                                    .isPresent()));
            others.forEach(id -> group.member(id).earlyElection().orElseThrow().heed(leader));
            Await.untilAfter(System.nanoTime(), TOO_LATE);
            assertThat(group.member(leader).leads()).isTrue();
        }
    }

    @Test
    void noMemberStandsWhileAnEntryOfTheOldLeaderIsOnItsWayIntoTheLog() throws IOException {
        try (LocalGroup group = LocalGroup.founded(dataDir)) {
            String leader = group.leader();
            String next =
                    ALL.stream().filter(id -> !id.equals(leader)).findFirst().orElseThrow();
            CountDownLatch onItsWay = new CountDownLatch(1);
            CountDownLatch written = new CountDownLatch(1);
            CodeInjectionForTesting.put(ENTRY_WRITTEN, (member, from, more) -> {
                if (member.toString().equals(next)) {
                    onItsWay.countDown();
                    await(written);
                }
                return true;
            });
            await(onItsWay);
            stand(group, next);
            assertThat(group.member(next).leads()).isFalse();
            written.countDown();
            Await.untilTrue(next + " leads", () -> {
                stand(group, next);
                return group.member(next).leads();
            });
        }
    }

    /** As if the process of the Raft leader were gone for all; returns when that member had the time to be elected. */
    private static void stand(LocalGroup group, String member) {
        group.member(member).leader().filter(leader -> !leader.equals(member)).ifPresent(leader -> {
            ALL.stream()
                    .filter(id -> !id.equals(leader))
                    .forEach(
                            id -> group.member(id).earlyElection().orElseThrow().refused(leader));
            group.member(member).earlyElection().orElseThrow().heed(leader);
        });
        Await.untilAfter(System.nanoTime(), TOO_LATE);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Await.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The answer to the first entry of a term comes too late, and then its connection breaks. */
    @Test
    void aRaftLeaderThatCannotBeginItsTermStepsDown() throws IOException {
        try (LocalGroup group = LocalGroup.founded(dataDir)) {
            AtomicInteger requests = new AtomicInteger();
            String old = group.leader();
            CodeInjectionForTesting.put(ENTRY_WRITTEN, (member, from, more) -> {
                boolean isOfTheNext = group.member(member.toString())
                        .leader()
                        .filter(leader -> !leader.equals(old))
                        .isPresent();
                if (isOfTheNext && requests.incrementAndGet() == FIRST_ENTRY) {
                    Await.untilAfter(System.nanoTime(), TOO_LATE);
                    throw new IllegalStateException("the connection breaks");
                }
                return true;
            });
            group.stop(old);
            group.leader();
            Await.untilTrue("the first entry was sent", () -> requests.get() >= FIRST_ENTRY);
        }
    }

    private RemoteTransport client(Address leader) {
        return client(leader, gone::add);
    }

    private RemoteTransport client(Address leader, Consumer<String> onGone) {
        GroupConfig beside = new GroupConfig(
                "client", List.of(leader), Optional.empty(), Optional.empty(), Optional.empty(), Set.of());
        return new RemoteTransport(beside, strand, SessionSecret.NONE, Optional.of(onGone));
    }

    private void submit(RemoteTransport client) {
        Await.untilTrue("it is carried out", () -> trySubmit(client));
    }

    private boolean trySubmit(RemoteTransport client) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        strand.run(() -> {
            var unused = client.submit(NOTHING).whenComplete((reply, failure) -> answer.complete(failure == null));
        });
        return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }
}
