// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static io.baton.raft.TimelyAnswer.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Candidate;
import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.config.Tls;
import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.member.LocalMember;
import io.baton.raft.internal.member.MemberCalls;
import io.baton.raft.internal.member.MessageForwarder;
import io.baton.raft.internal.message.AuthenticatedMessage;
import io.baton.raft.internal.message.ForwardedMessage;
import io.baton.raft.internal.message.SessionSecret;
import io.baton.raft.internal.transport.ChannelPool;
import io.baton.raft.internal.transport.RemoteTransport;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.codec.ReplyCodec;
import io.baton.raft.state.codec.SessionEventsCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.Request;
import io.baton.raft.state.request.SessionEventPoll;
import io.baton.raft.state.request.SessionEvents;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.ElectionName;
import io.baton.spi.MonotonicClock;
import io.baton.spi.support.ConfigurationValues;
import io.baton.spi.support.Strand;
import io.baton.testkit.fault.TcpProxy;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.ratis.protocol.RaftClientRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a follower forwards to its Raft leader for a process that does not reach it, in a group that has certificates. */
@Timeout(180)
class ForwardingTest {

    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final ElectionName ELECTION = new ElectionName("forwarded");

    @TempDir
    private static Path directory;

    private static final List<LocalMember> MEMBERS = new ArrayList<>();
    private static Authority participant;
    private static Authority members;
    private static String addresses = "";

    private final SessionSecret secret = SessionSecret.random();
    private final Strand strand = new Strand("baton-raft-test", Throwable::printStackTrace);
    private ChannelPool channels;
    private MemberCalls calls;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        members = Authority.make(directory, "ours");
        participant = Authority.alsoFor(directory, "ours", "participant", "dns:participant.test");
        addresses = Stream.of("a", "b", "c")
                .map(id -> id + "@127.0.0.1:" + FreePorts.next())
                .collect(Collectors.joining(","));
        for (String id : List.of("a", "b", "c")) {
            MEMBERS.add(LocalMember.start(group(id, members), failure -> {}));
        }
    }

    @BeforeEach
    void connect() {
        GroupConfig other = group("other", participant);
        channels = new ChannelPool(MonotonicClock.SYSTEM, other.tls().map(Tls::toRatis));
        calls = new MemberCalls(channels, () -> MEMBERS.get(0).groupId());
    }

    @AfterAll
    static void stop() {
        MEMBERS.forEach(LocalMember::close);
    }

    @AfterEach
    void close() {
        channels.close();
        strand.stop();
    }

    @Test
    void aProcessThatDoesNotReachTheRaftLeaderIsHelpedByAFollower() {
        Address leader = leader().address();
        Address follower = follower().address();
        try (TcpProxy proxy = TcpProxy.toPort(leader.port())) {
            Address away = new Address(leader.id(), leader.host(), proxy.port());
            RemoteTransport client = client(List.of(away, follower));
            Await.untilTrue("it is answered directly", () -> isCarriedOut(client));
            proxy.cut();
            Await.untilTrue(
                    "a follower forwards",
                    () -> isCarriedOut(client)
                            && client.server().orElseThrow().startsWith(follower.id())
                            && client.target().equals(leader.id()));
            proxy.dropConnections();
            proxy.heal();
            Await.untilTrue(
                    "it is answered directly again",
                    () -> isCarriedOut(client) && client.server().orElseThrow().startsWith(leader.id()));
            strand.run(client::close);
        }
    }

    @Test
    void anEntryThatGoesBothWaysIsCarriedOutOnce() {
        Request enter = new Request.Enter(7, ELECTION, new Candidate("forwarded", Map.of()));
        Command entry = new Command.Act(open(60), 1, 0, List.of(new Request.Prove(0), enter));
        Reply.Acted forwarded = (Reply.Acted) carriedOut(() -> forward(follower(), entry, secret));
        Reply.Acted again = (Reply.Acted) carriedOut(() -> direct(entry));
        Reply.Acted asLast = (Reply.Acted) carriedOut(() -> forward(follower(), entry, secret));
        assertThat(again.results()).isEqualTo(forwarded.results()).isEqualTo(asLast.results());
        assertThat(leader().look(store -> store.candidateQueue(ELECTION).queue())
                        .join())
                .hasSize(1);
    }

    @Test
    void anInquiryIsForwardedWithItsSecret() {
        SessionId session = open(61);
        assertThat(events(session, SessionSecret.random()).sessionIsOpen()).isFalse();
        assertThat(events(session, secret).sessionIsOpen()).isTrue();
    }

    /** The connection to the Raft leader shows a member's certificate. */
    @Test
    void whatAMemberForwardsIsNotTakenForItsOwn() {
        SessionId session = open(62);
        SessionSecret another = SessionSecret.random();
        Map.of(
                        "expire", new Command.Expire(session, 0),
                        "revoke", new Command.Revoke(session),
                        "remove", new Command.Remove(ELECTION, 1),
                        "close", new Command.Close(session),
                        "act", new Command.Act(session, 1, 0, List.of(new Request.Prove(0))))
                .forEach((what, forged) -> assertThat(refusal(() -> forward(follower(), forged, another)))
                        .as(what)
                        .contains("may not"));
        assertThat(events(session, secret).sessionIsOpen()).isTrue();
    }

    @Test
    void aMessageIsForwardedOnceAndOnlyByAFollower() {
        Command nothing = new Command.Close(new SessionId(0, 0));
        Await.untilTrue("a Raft leader does not forward", () -> {
            try {
                forward(leader(), nothing, secret);
                return false;
            } catch (IllegalStateException failure) {
                return String.valueOf(failure.getMessage()).contains("follows no Raft leader");
            }
        });
        byte[] once = AuthenticatedMessage.write(CommandCodec.write(nothing), secret);
        byte[] twice = new ForwardedMessage(true, once).write();
        assertThat(refusal(() -> join(forward(follower(), true, twice)))).contains("no entry of this version");
    }

    @Test
    void aMemberForwardsABoundedNumberAtATime() {
        LocalMember follower = follower();
        List<SessionId> sessions = IntStream.rangeClosed(0, MessageForwarder.MOST_INQUIRIES)
                .mapToObj(number -> open(1_000 + number))
                .toList();
        List<CompletableFuture<byte[]>> asked = sessions.stream()
                .map(session -> forwardPoll(follower, session, secret))
                .toList();
        Await.untilTrue("one is refused", () -> asked.stream().anyMatch(CompletableFuture::isCompletedExceptionally));
        assertThat(open(63)).isNotNull();
    }

    private SessionId open(long nonce) {
        Command open = new Command.Open(nonce, Duration.ofMinutes(1).toNanos(), "", secret.digest());
        return ((Reply.Opened) carriedOut(() -> forward(follower(), open, secret))).session();
    }

    /** After as many attempts as a busy machine needs. */
    private static Reply carriedOut(Supplier<byte[]> attempt) {
        return Await.until("carried out", () -> {
            try {
                return Optional.of(ReplyCodec.read(attempt.get()));
            } catch (IllegalStateException notNow) {
                return Optional.empty();
            }
        });
    }

    private static String refusal(Supplier<byte[]> attempt) {
        return Await.until("refused", () -> {
            try {
                return Optional.of("carried out: " + ReplyCodec.read(attempt.get()));
            } catch (IllegalStateException failure) {
                return ExceptionText.refusedEntry(failure).map(refused -> String.valueOf(refused.getMessage()));
            }
        });
    }

    private byte[] direct(Command command) {
        return join(calls.send(
                leader().address().toPeer(),
                AuthenticatedMessage.write(CommandCodec.write(command), secret),
                RaftClientRequest.writeRequestType(),
                BOUND));
    }

    private byte[] forward(LocalMember by, Command command, SessionSecret shown) {
        return join(forward(by, true, AuthenticatedMessage.write(CommandCodec.write(command), shown)));
    }

    private SessionEvents events(SessionId session, SessionSecret shown) {
        return Await.until("answered", () -> {
            try {
                return Optional.of(SessionEventsCodec.events(join(forwardPoll(follower(), session, shown))));
            } catch (IllegalStateException notNow) {
                return Optional.empty();
            }
        });
    }

    /** Of an index that has not come yet: there is nothing to tell for a while. */
    private CompletableFuture<byte[]> forwardPoll(LocalMember by, SessionId session, SessionSecret shown) {
        byte[] poll = SessionEventsCodec.write(new SessionEventPoll(session, Long.MAX_VALUE, Set.of()));
        return forward(by, false, AuthenticatedMessage.write(poll, shown));
    }

    private CompletableFuture<byte[]> forward(LocalMember by, boolean isEntry, byte[] message) {
        return calls.send(
                        by.address().toPeer(),
                        new ForwardedMessage(isEntry, message).write(),
                        RaftClientRequest.staleReadRequestType(0),
                        BOUND)
                .thenApply(ForwardedMessage::readAnswer);
    }

    private RemoteTransport client(List<Address> known) {
        Optional<Tls> tls = group("other", participant).tls();
        GroupConfig beside = new GroupConfig("client", known, Optional.empty(), Optional.empty(), tls, Set.of());
        return new RemoteTransport(beside, strand, secret, Optional.empty());
    }

    private boolean isCarriedOut(RemoteTransport client) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        byte[] nothing = CommandCodec.write(new Command.Close(new SessionId(0, 0)));
        strand.run(() -> {
            var unused = client.submit(nothing).whenComplete((reply, failure) -> answer.complete(failure == null));
        });
        return answer.completeOnTimeout(false, 300, TimeUnit.MILLISECONDS).join();
    }

    private static LocalMember leader() {
        return Await.until(
                "one leads", () -> MEMBERS.stream().filter(LocalMember::leads).findFirst());
    }

    private static LocalMember follower() {
        String leader = leader().address().id();
        return Await.until(
                "one follows",
                () -> MEMBERS.stream()
                        .filter(member -> member.leader().filter(leader::equals).isPresent() && !member.leads())
                        .findFirst());
    }

    private static GroupConfig group(String id, Authority authority) {
        Map<String, String> all = new HashMap<>(authority.configuration());
        all.put("baton.raft.id", id);
        all.put("baton.raft.members", addresses);
        if (!id.equals("other")) {
            all.put("baton.raft.data-dir", directory.toString());
        }
        return RaftBackendProvider.group(new ConfigurationValues(all));
    }
}
