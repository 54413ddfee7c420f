// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.raft.HostileServer.Answer;
import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.membership.AdminClient;
import io.baton.raft.internal.membership.LeaderView;
import io.baton.raft.internal.membership.MembershipView;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.fixture.Configuration;
import io.baton.testkit.process.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.ratis.protocol.RaftGroupId;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server on the port of a member answers with Java objects: no process makes them anew. */
@Timeout(120)
class HostileServerTest {

    private static final int ENOUGH = 3;

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void theObjectTells() throws Exception {
        int before = HostileServer.objectsMade();
        assertThat(HostileServer.careless()).isNotNull();
        assertThat(HostileServer.objectsMade()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @EnumSource
    void anAdministratorMakesNoObject(Answer answer) {
        try (HostileServer hostile = HostileServer.answering(answer);
                RaftMembership membership =
                        RaftMembership.open(Map.of("baton.raft.members", members(hostile)), Duration.ofSeconds(1))) {
            assertThatThrownBy(membership::members).isInstanceOf(BatonException.class);
            assertThatThrownBy(() -> membership.add("c@127.0.0.1:1")).isInstanceOf(BatonException.class);
            assertThat(hostile.calls()).isPositive();
            assertThat(HostileServer.objectsMade()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMemberWithoutDataMakesNoObject(Answer answer) {
        Configuration member = Configuration.of("raft")
                .with("baton.raft.id", "a")
                .with("baton.raft.data-dir", directory.toString())
                .with("baton.require-connection", "false");
        try (HostileServer hostile = HostileServer.answering(answer);
                Baton baton = member.with(
                                "baton.raft.members", "a@127.0.0.1:" + FreePorts.next() + "," + members(hostile))
                        .connect()) {
            assertThat(baton.elector("hostile").start().isLeader()).isFalse();
            Await.untilTrue("it is asked", () -> hostile.calls() >= ENOUGH);
            assertThat(HostileServer.objectsMade()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientMakesNoObject(Answer answer) {
        Configuration client =
                Configuration.of("raft").with("baton.raft.id", "client").with("baton.require-connection", "false");
        try (HostileServer hostile = HostileServer.hostingAGroup(answer);
                Baton baton =
                        client.with("baton.raft.members", members(hostile)).connect()) {
            assertThat(baton.elector("hostile").start().isLeader()).isFalse();
            Await.untilTrue("it is asked", () -> hostile.calls() >= ENOUGH);
            assertThat(HostileServer.objectsMade()).isZero();
        }
    }

    /** As each order of an administrator is answered that a leader would carry out. */
    @ParameterizedTest
    @EnumSource
    void anOrderMakesNoObject(Answer answer) {
        try (HostileServer hostile = HostileServer.answering(answer)) {
            Address leader = Address.parse(members(hostile));
            Address other = Address.parse("c@127.0.0.1:1");
            GroupConfig groupConfig = new GroupConfig(
                    "", List.of(leader), Optional.empty(), Optional.empty(), Optional.empty(), Set.of());
            try (AdminClient connection = new AdminClient(groupConfig)) {
                Stream.<ThrowingCallable>of(
                                () -> connection.change(leaderView(leader), List.of(leader, other)),
                                () -> connection.handOver(leaderView(leader), other))
                        .forEach(order -> assertThatThrownBy(order)
                                .isInstanceOf(IOException.class)
                                .message()
                                .doesNotContain("\n"));
                assertThat(connection.commits(leader, RaftGroupId.randomId())).isFalse();
            }
            assertThat(HostileServer.objectsMade()).isZero();
        }
    }

    @Test
    void whatAServerSaysIsShownInOneLine() {
        try (HostileServer hostile = HostileServer.answering(Answer.TRAILER)) {
            Address leader = Address.parse(members(hostile));
            GroupConfig groupConfig = new GroupConfig(
                    "", List.of(leader), Optional.empty(), Optional.empty(), Optional.empty(), Set.of());
            try (AdminClient connection = new AdminClient(groupConfig)) {
                assertThatThrownBy(() -> connection.handOver(leaderView(leader), leader))
                        .hasMessage("INTERNAL: two lines");
            }
        }
    }

    private static LeaderView leaderView(Address leader) {
        return new LeaderView(
                leader, new MembershipView(Optional.of(RaftGroupId.randomId()), List.of(leader), List.of(), true, 0));
    }

    private static String members(HostileServer hostile) {
        return "b@127.0.0.1:" + hostile.port();
    }
}
