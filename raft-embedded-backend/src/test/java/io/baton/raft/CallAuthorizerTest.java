// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.member.LocalMember;
import io.baton.raft.internal.membership.AdminClient;
import io.baton.raft.internal.security.CertificateNames;
import io.baton.spi.support.ConfigurationValues;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.fixture.Configuration;
import io.baton.testkit.process.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What each caller that TLS lets in may do, by the names in its certificate. */
@Timeout(180)
class CallAuthorizerTest {

    private static final Set<String> OF_ALL =
            Set.of("write", "read", "ask for events", "list the groups", "see the group");
    private static final Set<String> OF_ADMINISTRATORS = Set.of("set the configuration", "transfer the leadership");
    private static final Set<String> OF_MEMBERS = Set.of("ask for a vote", "append", "install a snapshot");
    private static final Set<String> OF_NO_CALLER = Set.of("take a snapshot", "resume elections", "remove a group");

    @TempDir
    private static Path directory;

    private static final List<LocalMember> MEMBERS = new ArrayList<>();
    private static Authority members;
    private static Authority participant;
    private static Authority operator;
    private static String addresses = "";

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        members = Authority.make(directory, "ours");
        participant = Authority.alsoFor(directory, "ours", "participant", "dns:participant.test");
        operator = Authority.alsoFor(directory, "ours", "operator", "dns:operator.test");
        addresses = Stream.of("a", "b", "c")
                .map(id -> id + "@127.0.0.1:" + FreePorts.next())
                .collect(Collectors.joining(","));
        for (String id : List.of("a", "b", "c")) {
            MEMBERS.add(LocalMember.start(group(id), failure -> {}));
        }
        Await.untilTrue("one leads", () -> MEMBERS.stream().anyMatch(LocalMember::leads));
    }

    @AfterAll
    static void stop() {
        MEMBERS.forEach(LocalMember::close);
    }

    @Test
    void aMemberMayCallWhatMembersCall() throws IOException {
        expect(members, Stream.of(OF_ALL, OF_ADMINISTRATORS, OF_MEMBERS));
    }

    @Test
    void anAdministratorMayChangeTheGroup() throws IOException {
        expect(operator, Stream.of(OF_ALL, OF_ADMINISTRATORS));
    }

    @Test
    void aParticipantMayTakePart() throws Exception {
        expect(participant, Stream.of(OF_ALL));
        try (Baton baton = client(participant).connect();
                LeaderElector elector = baton.elector("participant").start()) {
            assertThat(elector.awaitLeadership(Await.LONG)).isPresent();
        }
    }

    /** A member of another group that runs on the host of one of ours, so that its certificate is the one of a member. */
    @Test
    void whatAMemberOfAnotherGroupSendsChangesNothing() throws IOException {
        Address leader = leader();
        List<Address> before = membersOf(leader);
        try (Stranger caller = Stranger.with(members, members, seen(), RaftGroupId.randomId(), leader)) {
            caller.attempts()
                    .forEach((what, attempt) ->
                            assertThat(isCarriedOut(attempt)).as(what).isEqualTo(what.equals("list the groups")));
        }
        assertThat(leader()).isEqualTo(leader);
        assertThat(membersOf(leader)).isEqualTo(before);
    }

    private static List<Address> membersOf(Address leader) {
        try (AdminClient connection = new AdminClient(group("a"))) {
            return connection.view(leader).orElseThrow().all();
        }
    }

    private static boolean isCarriedOut(Callable<?> attempt) {
        try {
            return !(attempt.call() instanceof RaftClientReply reply) || reply.isSuccess();
        } catch (Exception refused) {
            return false;
        }
    }

    @Test
    void aParticipantIsToldThatItIsNoAdministrator() {
        Map<String, String> keys = new HashMap<>(participant.configuration());
        keys.put("baton.raft.members", addresses);
        try (RaftMembership membership = RaftMembership.open(keys, Duration.ofSeconds(3))) {
            assertThatThrownBy(() -> membership.remove("c"))
                    .isInstanceOf(BatonException.class)
                    .hasMessageContainingAll("participant", "baton.raft.administrators");
        }
    }

    @Test
    void anAdministratorHasToBeTellable() {
        assertThatThrownBy(() -> RaftBackendProvider.group(new ConfigurationValues(
                        Map.of("baton.raft.data-dir", directory.toString(), "baton.raft.administrators", "operator"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("baton.raft.administrators");
    }

    @Test
    void aNameStandsForItselfOrForOnePart() {
        CertificateNames names = new CertificateNames(Set.of("a", "*.baton.svc", "10.0.0.1", "2001:db8:0:0:0:0:0:1"));
        assertThat(Stream.of(
                        "A", "pod-0.baton.svc", "POD-1.Baton.svc", "pod-0.baton.svc.", "10.0.0.1", "[2001:db8::1]"))
                .allMatch(host -> names.isFor(new Address("x", host, 7001)));
        assertThat(Stream.of("b", "baton.svc", "x.pod-0.baton.svc", "10.0.0.2", "[2001:db8::2]"))
                .noneMatch(host -> names.isFor(new Address("a", host, 7001)));
        assertThat(names.names("A")).isTrue();
        assertThat(names.names("pod-0.baton.svc"))
                .as("what an administrator is called has to be in the certificate as it is")
                .isFalse();
    }

    /** All that is not expected to be allowed is to be refused, and to change nothing. */
    private static void expect(Authority shown, Stream<Set<String>> allowed) throws IOException {
        Set<String> granted = allowed.flatMap(Set::stream).collect(Collectors.toSet());
        try (Stranger caller = Stranger.with(shown, members, seen(), hosted(), leader())) {
            Map<String, Callable<?>> attempts = caller.attempts();
            assertThat(attempts.keySet()).containsAll(granted).containsAll(OF_NO_CALLER);
            attempts.forEach(
                    (what, attempt) -> assertThat(isDenied(attempt)).as(what).isEqualTo(!granted.contains(what)));
        }
        Await.untilTrue("one leads", () -> MEMBERS.stream().anyMatch(LocalMember::leads));
    }

    private static boolean isDenied(Callable<?> attempt) {
        for (Throwable cause = catchThrowable(attempt::call); cause != null; cause = cause.getCause()) {
            if (cause instanceof StatusRuntimeException status
                    && status.getStatus().getCode() == Status.Code.PERMISSION_DENIED) {
                return true;
            }
        }
        return false;
    }

    private static GroupConfig group(String id) {
        Map<String, String> keys = new HashMap<>(members.configuration());
        keys.put("baton.raft.id", id);
        keys.put("baton.raft.members", addresses);
        keys.put("baton.raft.data-dir", directory.toString());
        keys.put("baton.raft.administrators", "operator, another");
        return RaftBackendProvider.group(new ConfigurationValues(keys));
    }

    private static GroupConfig seen() {
        return RaftBackendProvider.seen(new ConfigurationValues(Map.of("baton.raft.members", addresses)));
    }

    private static RaftGroupId hosted() {
        return MEMBERS.get(0).groupId().orElseThrow();
    }

    private static Address leader() {
        return Await.until(
                        "one leads",
                        () -> MEMBERS.stream().filter(LocalMember::leads).findFirst())
                .address();
    }

    private static Configuration client(Authority shown) {
        Configuration client =
                Configuration.of("raft").with("baton.raft.id", "client").with("baton.raft.members", addresses);
        for (Map.Entry<String, String> key : shown.configuration().entrySet()) {
            client = client.with(key.getKey(), key.getValue());
        }
        return client;
    }
}
