// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.message.SessionSecret;
import io.baton.raft.internal.transport.RemoteTransport;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.codec.ReplyCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.Request;
import io.baton.raft.state.request.Result;
import io.baton.raft.state.request.SecretDigest;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.spi.support.Strand;
import io.baton.testkit.fixture.Await;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A client of a group that puts commands into its log, and learns who leads it. */
final class Probe implements AutoCloseable {

    private static final int MANY = 900;
    private static final int LONG = 250;
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Command NOTHING = new Command.Close(new SessionId(0, 0));

    private final Strand strand = new Strand("baton-raft-probe", Throwable::printStackTrace);
    private final SessionSecret secret = SessionSecret.random();
    private final RemoteTransport client;

    /** What came of a command, and who has answered. */
    private record Answer(String member, Reply reply) {}

    Probe(GroupConfig groupConfig) {
        client = new RemoteTransport(groupConfig, strand, secret, Optional.empty());
    }

    SecretDigest secret() {
        return secret.digest();
    }

    /** The member that has put an entry into the log a moment ago. */
    String leader() {
        return answer(NOTHING).member();
    }

    /** What is asked for twice is done once, so a leader that changes meanwhile does no harm. */
    Reply execute(Command command) {
        return answer(command).reply();
    }

    /** Puts entries of that size together into the log, which change nothing. */
    void write(int bytes) {
        SessionId session = open(bytes);
        List<Request> requests =
                Collections.nCopies(MANY, new Request.ListQueue(new ElectionName("x".repeat(LONG)), 0));
        for (int number = 1; number <= bytes / (MANY * LONG) + 1; number++) {
            execute(new Command.Act(session, number, 0, requests));
        }
        execute(new Command.Close(session));
    }

    /** Who stands in an election of few candidates. */
    List<CandidateQueue.QueuedCandidate> queue(ElectionName election) {
        SessionId session = open(System.nanoTime());
        Reply reply = execute(new Command.Act(session, 1, 0, List.of(new Request.ListQueue(election, 0))));
        execute(new Command.Close(session));
        return ((Result.Listed) ((Reply.Acted) reply).results().get(0)).page().queue();
    }

    private SessionId open(long nonce) {
        return ((Reply.Opened) execute(new Command.Open(nonce, LEASE.toNanos(), "", secret.digest()))).session();
    }

    private Answer answer(Command command) {
        return Await.until("carried out: " + command, () -> ask(command));
    }

    private Optional<Answer> ask(Command command) {
        CompletableFuture<Optional<Answer>> answer = new CompletableFuture<>();
        strand.run(() -> {
            String asked = client.target();
            var unused = client.submit(CommandCodec.write(command))
                    .whenComplete((reply, failure) -> answer.complete(
                            failure == null
                                    ? Optional.of(new Answer(asked, ReplyCodec.read(reply)))
                                    : Optional.empty()));
        });
        try {
            return answer.orTimeout(10, TimeUnit.SECONDS).join();
        } catch (CompletionException notNow) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        strand.run(client::close);
        strand.stop();
    }
}
