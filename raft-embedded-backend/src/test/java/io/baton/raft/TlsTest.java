// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.member.LocalMember;
import io.baton.spi.support.ConfigurationValues;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.fixture.Configuration;
import io.baton.testkit.fixture.ConnectFailure;
import io.baton.testkit.process.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.exceptions.AlreadyClosedException;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three members with certificates of one authority, and those who have none of it. */
@Timeout(180)
class TlsTest {

    @TempDir
    private static Path directory;

    private static final List<LocalMember> MEMBERS = new ArrayList<>();
    private static Authority ours;
    private static Authority others;
    private static String addresses = "";

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        ours = Authority.make(directory, "ours");
        others = Authority.make(directory, "others");
        addresses = Stream.of("a", "b", "c")
                .map(id -> id + "@127.0.0.1:" + FreePorts.next())
                .collect(Collectors.joining(","));
        for (String id : List.of("a", "b", "c")) {
            MEMBERS.add(LocalMember.start(group(id, ours.configuration()), failure -> {}));
        }
        Await.untilTrue("one leads", () -> MEMBERS.stream().anyMatch(LocalMember::leads));
    }

    @AfterAll
    static void stop() {
        MEMBERS.forEach(LocalMember::close);
    }

    @Test
    void aClientWithACertificateOfTheAuthorityLeads() throws InterruptedException {
        try (Baton baton = client(ours.configuration()).connect();
                LeaderElector elector = baton.elector("tls").start()) {
            assertThat(elector.awaitLeadership(Await.LONG)).isPresent();
        }
    }

    @Test
    void aMemberWithItsCertificateIsAnswered() throws IOException {
        try (Stranger member = Stranger.with(ours, ours, seen(), hosted(), leader())) {
            member.attempts()
                    .forEach((what, attempt) ->
                            assertThat(isTurnedAway(attempt)).as(what).isFalse());
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityOpensNothing() throws IOException {
        try (Stranger stranger = Stranger.with(others, ours, seen(), hosted(), leader())) {
            turnedAway(stranger);
        }
    }

    @Test
    void nothingIsOpenWithoutACertificate() throws IOException {
        try (Stranger stranger = Stranger.withoutCertificate(ours, seen(), hosted(), leader())) {
            turnedAway(stranger);
        }
    }

    @Test
    void nothingIsOpenInPlaintext() throws IOException {
        try (Stranger stranger = Stranger.inPlaintext(seen(), hosted(), leader())) {
            turnedAway(stranger);
        }
    }

    @Test
    void aMemberIsNotBelievedWithoutACertificateOfTheAuthority() throws IOException {
        try (Stranger mistrustful = Stranger.with(ours, others, seen(), hosted(), leader())) {
            turnedAway(mistrustful);
        }
    }

    @Test
    void aClientWithTheWrongCertificateIsToldSo() {
        refused("a client of another authority", others.configuration());
        refused("a client in plaintext", Map.of());
    }

    private static void refused(String what, Map<String, String> keys) {
        Throwable first = catchThrowable(() -> connectWithin("5s", keys));
        // On a machine that has found nothing else in that time, the last thing known is that there was no answer.
        boolean isFound = !String.valueOf(first).contains("no answer within");
        ConnectFailure.of(what, () -> {
                    if (first != null && isFound) {
                        throw first;
                    }
                    connectWithin("30s", keys);
                })
                .isInstanceOf(BatonException.class)
                .hasMessageContaining("UNAVAILABLE");
    }

    private static void connectWithin(String patience, Map<String, String> keys) {
        client(keys).with("baton.connect-timeout", patience).connect().close();
    }

    private static void turnedAway(Stranger stranger) {
        stranger.attempts()
                .forEach((what, attempt) ->
                        assertThat(isTurnedAway(attempt)).as(what).isTrue());
        Await.untilTrue("one of the members leads", () -> MEMBERS.stream().anyMatch(LocalMember::leads));
    }

    /** Whether a connection could not even be made. */
    private static boolean isTurnedAway(Callable<?> attempt) {
        for (Throwable cause = catchThrowable(attempt::call); cause != null; cause = cause.getCause()) {
            if (cause instanceof StatusRuntimeException status) {
                return status.getStatus().getCode() == Status.Code.UNAVAILABLE;
            } else if (cause instanceof AlreadyClosedException) {
                return true;
            }
        }
        return false;
    }

    private static GroupConfig seen() {
        return group("stranger", Map.of());
    }

    private static RaftGroupId hosted() {
        return MEMBERS.get(0).groupId().orElseThrow();
    }

    private static Address leader() {
        return Await.until(
                "one leads",
                () -> MEMBERS.stream()
                        .filter(LocalMember::leads)
                        .map(LocalMember::address)
                        .findFirst());
    }

    private static Configuration client(Map<String, String> keys) {
        return new Configuration(keys)
                .with("baton.backend", "raft")
                .with("baton.raft.id", "client")
                .with("baton.raft.members", addresses);
    }

    private static GroupConfig group(String id, Map<String, String> keys) {
        Map<String, String> all = new HashMap<>(keys);
        all.put("baton.raft.id", id);
        all.put("baton.raft.members", addresses);
        if (!id.equals("stranger")) {
            all.put("baton.raft.data-dir", directory.toString());
        }
        return RaftBackendProvider.group(new ConfigurationValues(all));
    }
}
