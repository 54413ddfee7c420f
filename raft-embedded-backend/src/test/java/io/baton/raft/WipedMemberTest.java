// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.BatonException;
import io.baton.raft.internal.member.LocalMember;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.fixture.ConnectFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members without data: at the very first start, and when they have lost them. */
@Timeout(180)
class WipedMemberTest {

    private static final Duration A_WHILE = Duration.ofSeconds(1);

    @TempDir
    private Path dataDir;

    @Test
    void aGroupIsFoundedWhenAllAreUp() throws IOException {
        try (LocalGroup group = new LocalGroup(dataDir)) {
            LocalMember a = group.start("a", "a", "b", "c");
            group.start("b", "a", "b", "c");
            Await.untilTrue(
                    "a waits for c alone",
                    () -> a.waiting()
                            .filter(why -> why.endsWith("it waits for [" + group.address("c") + "]"))
                            .isPresent());
            assertThat(group.isLed()).isFalse();
            group.start("c", "a", "b", "c");
            group.leader();
            // With three members two are enough.
            group.stop("a");
            group.leader();
        }
    }

    @Test
    void aMemberThatHasLostItsDataIsToldSo() throws IOException, InterruptedException {
        try (LocalGroup group = LocalGroup.founded(dataDir)) {
            group.stop("b");
            group.wipe("b");
            ConnectFailure.of(
                            "a member whose data are gone",
                            () -> group.configuration("b", "a", "b", "c").connect())
                    .isInstanceOf(BatonException.class)
                    .hasStackTraceContaining("finds no data in " + dataDir.resolve("b"))
                    .hasStackTraceContaining("must not vote under that id")
                    .hasStackTraceContaining("RaftMembership");
            group.leader();
            try (RaftMembership membership = group.membership("a", "b", "c")) {
                membership.remove("b");
                group.start("b", "a", "b", "c");
                membership.add(group.address("b").toString());
                assertThat(membership.members()).extracting(RaftMember::id).containsExactlyInAnyOrder("a", "b", "c");
            }
            // Its vote counts again.
            group.stop("a");
            group.leader();
        }
    }

    @Test
    void aMemberWithoutDataIsNoMajorityWithAnOldOne() throws IOException {
        try (LocalGroup group = LocalGroup.founded(dataDir)) {
            group.stop("b");
            group.stop("c");
            group.wipe("b");
            LocalMember wiped = group.start("b", "a", "b", "c");
            Await.untilTrue(
                    "it waits for the Raft leader",
                    () -> wiped.waiting()
                            .filter(why -> why.contains("[" + group.address("a") + "] knows it as a member"))
                            .isPresent());
            Await.untilTrue("the last Raft leader has noticed that it is alone", () -> !group.isLed());
            Await.untilAfter(System.nanoTime(), A_WHILE);
            assertThat(group.isLed()).isFalse();
            assertThat(group.isRefused("b")).isFalse();
            group.start("c", "a", "b", "c");
            assertThat(group.refusal("b")).contains("finds no data");
        }
    }

    @Test
    void aFounderThatWasInterruptedGoesOn() throws IOException {
        try (LocalGroup group = new LocalGroup(dataDir)) {
            group.start("b", "a", "b", "c");
            group.start("c", "a", "b", "c");
            LocalMember first = group.start("a", "a", "b", "c");
            Await.untilTrue("a takes part", () -> first.waiting().isEmpty());
            group.stop("a");
            group.start("a", "a", "b", "c");
            group.leader();
            Await.untilTrue(
                    "c votes",
                    () -> Optional.of(group.member("c"))
                            .filter(member -> member.waiting().isEmpty())
                            .isPresent());
        }
    }
}
