// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.ElectionTimeouts;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.member.LocalMember;
import io.baton.raft.internal.membership.OtherMembers;
import io.baton.raft.internal.message.SessionSecret;
import io.baton.raft.internal.storage.GroupDirectory;
import io.baton.raft.internal.transport.ClientSettings;
import io.baton.raft.internal.transport.GroupBinding;
import io.baton.raft.internal.transport.RemoteTransport;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.support.ConfigurationValues;
import io.baton.spi.support.Strand;
import io.baton.testkit.fixture.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.ratis.protocol.RaftGroupId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each founding is a group of its own, and is not taken for another one. */
@Timeout(180)
class FoundingTest {

    private static final byte[] NOTHING = CommandCodec.write(new Command.Close(new SessionId(0, 0)));
    private static final Duration A_WHILE = Duration.ofSeconds(4);
    private static final Duration PAUSE = Duration.ofMillis(50);

    @TempDir
    private Path dataDir = Path.of("");

    @Test
    void aMemberOfAnotherFoundingIsToldAndComesInWithoutItsDirectory() throws Exception {
        try (LocalGroup group = new LocalGroup(dataDir)) {
            group.start("b", "b", "c", "d");
            group.start("c", "b", "c", "d");
            LocalMember stranger = group.start("a", "a", "b", "c");
            Await.untilTrue("a has begun a group", () -> stranger.groupId().isPresent());
            group.stop("b");
            group.stop("c");
            group.start("b", "b", "c");
            group.start("c", "b", "c");
            RaftGroupId founded = groupOf(group, group.leader());
            Await.untilTrue(
                    "a says why it takes no part",
                    () -> stranger.waiting()
                            .filter(why -> why.contains("baton.raft.members") && why.contains(name(founded)))
                            .isPresent());
            assertThat(stranger.waiting().orElseThrow())
                    .contains(group.address("b").toString(), name(groupOf(group, "a")), dataDir.toString());
            assertThat(stranger.leads()).isFalse();
            try (RaftMembership brief = group.membership(A_WHILE, "b", "c")) {
                assertThatThrownBy(() -> brief.add(group.address("a").toString()))
                        .hasMessageContainingAll("another group", name(groupOf(group, "a")), name(founded));
            }
            group.stop("a");
            group.wipe("a");
            group.start("a", "a", "b", "c");
            try (RaftMembership membership = group.membership("b", "c")) {
                membership.add(group.address("a").toString());
                assertThat(membership.members()).extracting(RaftMember::id).containsExactlyInAnyOrder("a", "b", "c");
            }
            assertThat(groupOf(group, "a")).isEqualTo(founded);
        }
    }

    @Test
    void aMemberThatHasHeardNothingFollowsItsFoundingMember() throws Exception {
        try (LocalGroup group = new LocalGroup(dataDir)) {
            group.start("b", "b", "c", "d");
            LocalMember follower = group.start("c", "a", "b", "c");
            group.start("a", "a", "b", "c");
            Await.untilTrue("c has joined", () -> follower.groupId().isPresent());
            RaftGroupId left = groupOf(group, "a");
            assertThat(follower.groupId()).contains(left);
            group.stop("a");
            group.wipe("a");
            group.start("a", "a", "b", "c");
            Await.untilTrue(
                    "c follows",
                    () -> follower.groupId().filter(now -> !now.equals(left)).isPresent());
            assertThat(follower.groupId()).contains(groupOf(group, "a"));
            Await.untilTrue(
                    "it is recorded",
                    () -> GroupDirectory.find(dataDir.resolve("c")).equals(follower.groupId()));
            group.stop("b");
            group.start("b", "a", "b", "c");
            group.leader();
            assertThat(groupOf(group, "b")).isEqualTo(groupOf(group, "a"));
        }
    }

    @Test
    void aClientDoesNotGoOverToAGroupThatWasFoundedAnew() throws Exception {
        try (LocalGroup group = LocalGroup.ofOne(dataDir);
                Baton client = group.configuration("client", "a").connect();
                LeaderElector elector = client.elector("jobs").start()) {
            Leadership leadership = elector.awaitLeadership(Await.LONG).orElseThrow();
            foundAnew(group);
            Await.untilTrue("the leadership is lost", () -> !leadership.isHeld());
            assertThat(elector.awaitLeadership(A_WHILE)).isEmpty();
            try (Baton other = group.configuration("other", "a").connect()) {
                assertThat(other.elector("jobs").start().awaitLeadership(Await.LONG))
                        .isPresent();
            }
        }
    }

    @Test
    void aClientSaysWhatAnOperatorHasToDo() throws Exception {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        Strand strand = new Strand("baton-raft-test", Throwable::printStackTrace);
        try (LocalGroup group = LocalGroup.ofOne(dataDir)) {
            GroupBinding binding = new GroupBinding(anew -> told.add(String.valueOf(anew.getMessage())));
            RemoteTransport way = new RemoteTransport(
                    RaftBackendProvider.group(new ConfigurationValues(
                            group.configuration("client", "a").keys())),
                    strand,
                    Optional.empty(),
                    new ClientSettings(ElectionTimeouts.DEFAULT, SessionSecret.NONE, binding));
            submitUntil(strand, way, () -> binding.group().isPresent());
            foundAnew(group);
            submitUntil(strand, way, () -> !told.isEmpty());
            assertThat(told.element())
                    .contains("founded anew", name(binding.group().orElseThrow()), name(groupOf(group, "a")))
                    .contains("raise the token floor");
            strand.run(way::close);
        } finally {
            strand.stop();
        }
    }

    @Test
    void aSecondProcessOfAMemberIsRecognised() throws IOException {
        try (LocalGroup group = LocalGroup.founded(dataDir)) {
            RaftGroupId id = groupOf(group, "c");
            List<Address> members = List.of(group.address("a"), group.address("b"), group.address("c"));
            Address elsewhere = new Address("c", "127.0.0.1", group.address("c").port() + 1);
            assertThat(others(group.address("c")).duplicate(id, members)).isEmpty();
            assertThat(others(elsewhere).duplicate(RaftGroupId.randomId(), members))
                    .isEmpty();
            assertThat(others(elsewhere).duplicate(id, members).orElseThrow())
                    .contains("baton.raft.id", group.address("c").hostAndPort(), elsewhere.hostAndPort());
            group.stop("c");
            assertThat(others(elsewhere).duplicate(id, members)).isEmpty();
        }
    }

    private OtherMembers others(Address self) {
        return new OtherMembers(
                new GroupConfig("c", List.of(self), Optional.empty(), Optional.empty(), Optional.empty(), Set.of()),
                dataDir);
    }

    @Test
    void dataOfTwoGroupsAreRefused() throws IOException {
        for (RaftGroupId id : List.of(RaftGroupId.randomId(), RaftGroupId.randomId())) {
            Files.createDirectories(GroupDirectory.of(dataDir.resolve("a"), id));
        }
        try (LocalGroup group = new LocalGroup(dataDir)) {
            assertThatThrownBy(() -> group.start("a", "a"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("several groups", dataDir.toString());
        }
    }

    private static void foundAnew(LocalGroup group) throws IOException {
        group.stop("a");
        group.wipe("a");
        group.start("a", "a");
        group.leader();
    }

    private static void submitUntil(Strand strand, RemoteTransport way, Callable<Boolean> told) {
        Await.untilTrue("it is told", () -> {
            strand.run(() -> {
                var unused = way.submit(NOTHING);
            });
            Await.untilAfter(System.nanoTime(), PAUSE);
            return told.call();
        });
    }

    private static RaftGroupId groupOf(LocalGroup group, String member) {
        return group.member(member).groupId().orElseThrow();
    }

    private static String name(RaftGroupId group) {
        return group.getUuid().toString();
    }
}
