// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.Candidate;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.message.AuthenticatedMessage;
import io.baton.raft.internal.message.RatisRequests;
import io.baton.raft.internal.message.SessionSecret;
import io.baton.raft.internal.transport.ChannelPool;
import io.baton.raft.internal.transport.Replies;
import io.baton.raft.state.LiveSession;
import io.baton.raft.state.Store;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.codec.ReplyCodec;
import io.baton.raft.state.codec.SessionEventsCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Request;
import io.baton.raft.state.request.SessionEventPoll;
import io.baton.raft.state.request.SessionEvents;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.ElectionName;
import io.baton.spi.MonotonicClock;
import io.baton.testkit.fixture.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftPeerId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that may connect, and knows the name of the leader's session, cannot act for that session or end it. */
@Timeout(120)
class ForgedEntryTest {

    private static final ElectionName ELECTION = new ElectionName("invoices");
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final int OFTEN = 20;

    @TempDir
    private Path dataDir = Path.of("");

    private final ClientId client = ClientId.randomId();

    @Test
    void noEntryInTheNameOfAnotherSessionEntersTheLog() throws Exception {
        try (LocalGroup group = LocalGroup.founded(dataDir);
                Baton baton = group.configuration("client", "a", "b", "c")
                        .with("baton.lease-duration", "10s")
                        .connect()) {
            LeaderElector elector = baton.elector(ELECTION.value()).start();
            Leadership leadership = elector.awaitLeadership(Await.LONG).orElseThrow();
            LiveSession victim = look(group).living().get(0);
            Map<String, Command> forged = forged(victim, look(group));
            for (int i = 0; i < OFTEN; i++) {
                for (Map.Entry<String, Command> entry : forged.entrySet()) {
                    assertThat(refusal(group, entry.getValue()))
                            .as(entry.getKey())
                            .contains("a caller without certificate at /127.0.0.1:", "may not");
                    assertThat(leadership.isHeld()).as(entry.getKey()).isTrue();
                }
            }
            Store after = look(group);
            assertThat(after.living()).extracting(LiveSession::session).contains(victim.session());
            assertThat(after.candidateQueue(ELECTION).queue()).hasSize(1);
            assertThat(elector.leader())
                    .hasValueSatisfying(leader -> assertThat(leader.token()).isEqualTo(leadership.token()));
        }
    }

    @Test
    void theNewsOfAnotherSessionAreNotTold() throws Exception {
        try (LocalGroup group = LocalGroup.founded(dataDir);
                Baton baton = group.configuration("client", "a", "b", "c").connect()) {
            assertThat(baton.elector(ELECTION.value()).start().awaitLeadership(Await.LONG))
                    .isPresent();
            SessionId victim = look(group).living().get(0).session();
            byte[] poll = SessionEventsCodec.write(new SessionEventPoll(victim, 0, Set.of()));
            SessionEvents told = SessionEventsCodec.events(ask(
                    group,
                    AuthenticatedMessage.write(poll, SessionSecret.random()),
                    RaftClientRequest.readRequestType()));
            assertThat(told.sessionIsOpen()).isFalse();
            assertThat(told.positions()).isEmpty();
        }
    }

    private static Map<String, Command> forged(LiveSession victim, Store store) {
        SessionId session = victim.session();
        Map<String, Command> forged = new LinkedHashMap<>();
        forged.put("expire", new Command.Expire(session, victim.lastNumber()));
        forged.put("revoke", new Command.Revoke(session));
        forged.put(
                "remove",
                new Command.Remove(
                        ELECTION, store.candidateQueue(ELECTION).queue().get(0).orderValue()));
        forged.put("close", new Command.Close(session));
        forged.put(
                "act",
                new Command.Act(
                        session,
                        victim.lastNumber() + 1_000,
                        0,
                        List.of(new Request.Enter(99, ELECTION, new Candidate("forged", Map.of())))));
        forged.put(
                "release", new Command.Act(session, victim.lastNumber() + 1_000, 0, List.of(new Request.Release(1))));
        return forged;
    }

    private static Store look(LocalGroup group) {
        return group.member(group.leader()).look(store -> store).join();
    }

    private String refusal(LocalGroup group, Command command) {
        byte[] message = AuthenticatedMessage.write(CommandCodec.write(command), SessionSecret.random());
        return Await.until("the Raft leader answers", () -> {
            try {
                return Optional.of(
                        "carried out: " + ReplyCodec.read(ask(group, message, RaftClientRequest.writeRequestType())));
            } catch (IOException refused) {
                return ExceptionText.refusedEntry(refused).map(Throwable::getMessage);
            }
        });
    }

    private byte[] ask(LocalGroup group, byte[] message, RaftClientRequest.Type type) throws Exception {
        Address leader = group.address(group.leader());
        ChannelPool channels = new ChannelPool(MonotonicClock.SYSTEM, Optional.empty());
        try {
            RaftClientRequest request = RatisRequests.request(
                    client,
                    RaftPeerId.valueOf(leader.id()),
                    group.member(leader.id()).groupId().orElseThrow(),
                    message,
                    type);
            return Replies.content(
                    channels.send(leader.toPeer(), request, BOUND).get(BOUND.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            channels.close();
        }
    }
}
