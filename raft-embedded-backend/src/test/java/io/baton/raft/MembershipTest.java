// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.fixture.Configuration;
import io.baton.testkit.fixture.ConnectFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members that are added, removed and replaced while a candidate leads an election. */
@Tag("faults")
@Timeout(300)
@SuppressWarnings("NullAway.Init")
class MembershipTest {

    /** The members have two cores for all of them, and elect a Raft leader more often than not. */
    private static final Duration LEASE = Duration.ofSeconds(20);

    @TempDir
    private Path dataDir;

    private LocalGroup group;

    @BeforeEach
    void start() throws IOException {
        group = LocalGroup.founded(dataDir);
    }

    @AfterEach
    void stop() {
        group.close();
    }

    @Test
    void aLeadershipGoesOnWhileMembersChange() throws IOException, InterruptedException {
        try (Baton baton = patient("x").connect();
                LeaderElector elector = baton.elector("jobs").start();
                RaftMembership membership = group.membership("a", "b", "c")) {
            Leadership leadership = elector.awaitLeadership(Await.LONG).orElseThrow();
            group.start("d", "a", "b", "c", "d");
            String d = group.address("d").toString();
            membership.add(d);
            membership.add(d);
            assertThat(ids(membership)).containsExactlyInAnyOrder("a", "b", "c", "d");
            String raftLeader = group.leader();
            membership.remove(raftLeader);
            membership.remove(raftLeader);
            assertThat(ids(membership)).hasSize(3).doesNotContain(raftLeader);
            String gone =
                    one(membership, member -> !member.leads() && !member.id().equals("d"));
            group.stop(gone);
            group.start("e", "a", "b", "c", "e");
            String e = group.address("e").toString();
            membership.replace(gone, e);
            membership.replace(gone, e);
            assertThat(ids(membership)).hasSize(3).contains("d", "e").doesNotContain(gone);
            assertThat(leadership.isHeld()).isTrue();
            assertThat(elector.leadership()).contains(leadership);
        }
    }

    @Test
    void aClientOutlivesAllMembersThatItWasToldOf() throws IOException, InterruptedException {
        try (Baton baton = patient("x").connect();
                LeaderElector elector = baton.elector("jobs").start();
                RaftMembership membership = group.membership("a", "b", "c", "d", "e", "f")) {
            Leadership leadership = elector.awaitLeadership(Await.LONG).orElseThrow();
            List<String> next = List.of("d", "e", "f");
            for (int i = 0; i < next.size(); i++) {
                String old = List.of("a", "b", "c").get(i);
                group.start(next.get(i), "a", "b", "c", next.get(i));
                membership.replace(old, group.address(next.get(i)).toString());
                group.stop(old);
            }
            assertThat(ids(membership)).containsExactlyInAnyOrder("d", "e", "f");
            assertThat(leadership.isHeld()).isTrue();
            leadsAnother(baton);
        }
    }

    @Test
    void aRemovedMemberGoesOnAsAClient() throws IOException, InterruptedException {
        group.stop("c");
        try (Baton baton = patient("c").connect();
                LeaderElector elector = baton.elector("jobs").start();
                RaftMembership membership = group.membership("a", "b", "c")) {
            Leadership leadership = elector.awaitLeadership(Await.LONG).orElseThrow();
            membership.remove("c");
            leadsAnother(baton);
            assertThat(leadership.isHeld()).isTrue();
            membership.add(group.address("c").toString());
            assertThat(ids(membership)).containsExactlyInAnyOrder("a", "b", "c");
            // Its vote counts again.
            group.stop("a");
            leadsAnother(baton);
            assertThat(leadership.isHeld()).isTrue();
        }
    }

    /** Its own log still counts it as a member, so it stands for election until it is told. */
    @Test
    void aMemberThatWasRemovedMeanwhileWaitsUntilItIsAdded() throws IOException, InterruptedException {
        group.stop("c");
        try (RaftMembership membership = group.membership("a", "b", "c")) {
            membership.remove("c");
            group.start("c", "a", "b", "c");
            Await.untilTrue(
                    "its data are aside",
                    () -> Files.exists(dataDir.resolve("c").resolve("removed")));
            membership.add(group.address("c").toString());
            assertThat(ids(membership)).containsExactlyInAnyOrder("a", "b", "c");
            group.stop("a");
            group.leader();
        }
    }

    @Test
    void whatWouldHarmTheGroupIsRefused() throws IOException, InterruptedException {
        Duration brief = Duration.ofSeconds(4);
        try (RaftMembership membership = group.membership(brief, "a", "b", "c");
                RaftMembership patient = group.membership("a", "b", "c")) {
            refused(
                            "a process that is not there",
                            () -> membership.add(group.address("z").toString()))
                    .contains("z@", "does not answer");
            refused("an id that is taken", () -> membership.add("b@127.0.0.1:1"))
                    .contains("the id or the address");
            refused(
                            "a member that is none",
                            () -> membership.replace("y", group.address("z").toString()))
                    .contains("y is none of the members");
            group.start("z", "z");
            refused(
                            "a member of another group",
                            () -> membership.add(group.address("z").toString()))
                    .contains("a member of another group");
            String silent = one(patient, member -> !member.leads());
            group.stop(silent);
            String answering = one(patient, member -> !member.leads() && member.answers());
            refused("a member without which there would be no majority", () -> membership.remove(answering))
                    .contains("no majority");
            assertThat(ids(patient)).hasSize(3);
        }
        try (RaftMembership alone = group.membership(brief, "z")) {
            refused("the only member", () -> alone.remove("z")).contains("the only member");
        }
        try (RaftMembership absent = group.membership(brief, "y")) {
            refused("a group that is not there", absent::members).contains("no member that leads");
        }
    }

    @Test
    void aGroupGrowsFromOneAndShrinksToOne() throws IOException, InterruptedException {
        group.start("m", "m");
        try (Baton baton = group.configuration("y", "m")
                        .with("baton.lease-duration", "20s")
                        .connect();
                LeaderElector elector = baton.elector("jobs").start();
                RaftMembership membership = group.membership("m", "n", "o")) {
            Leadership leadership = elector.awaitLeadership(Await.LONG).orElseThrow();
            for (String id : List.of("n", "o")) {
                group.start(id, "m", "n", "o");
                membership.add(group.address(id).toString());
            }
            membership.remove("m");
            membership.remove("n");
            assertThat(ids(membership)).containsExactly("o");
            leadsAnother(baton);
            assertThat(leadership.isHeld()).isTrue();
        }
    }

    /** What it asks for is put into the log. */
    private static void leadsAnother(Baton baton) throws InterruptedException {
        try (LeaderElector another = baton.elector("another").start()) {
            assertThat(another.awaitLeadership(Await.LONG)).isPresent();
        }
    }

    private static AbstractStringAssert<?> refused(String what, ThrowingCallable call) {
        return ConnectFailure.of(what, call).isInstanceOf(BatonException.class).message();
    }

    private Configuration patient(String id) {
        return group.configuration(id, "a", "b", "c")
                .with("baton.lease-duration", LEASE.toSeconds() + "s")
                .with("baton.connect-timeout", "60s");
    }

    private static List<String> ids(RaftMembership membership) throws InterruptedException {
        return membership.members().stream().map(RaftMember::id).toList();
    }

    private static String one(RaftMembership membership, Predicate<RaftMember> which) throws InterruptedException {
        return membership.members().stream()
                .filter(which)
                .map(RaftMember::id)
                .findFirst()
                .orElseThrow();
    }
}
