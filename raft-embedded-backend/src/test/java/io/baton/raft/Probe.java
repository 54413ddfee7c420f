// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.state.Command;
import io.baton.raft.state.CommandCodec;
import io.baton.raft.state.SessionId;
import io.baton.spi.support.Strand;
import io.baton.testkit.fixture.Patience;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client of a group that asks who leads it. */
final class Probe implements AutoCloseable {

    private final Strand strand = new Strand("baton-raft-probe", Throwable::printStackTrace);
    private final LeaderClient client;

    Probe(Group group) {
        client = new LeaderClient(group, strand);
    }

    /** The member that has put an entry into the log a moment ago. */
    String leader() {
        return Patience.until("a Raft leader", this::ask);
    }

    private Optional<String> ask() {
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        byte[] nothing = CommandCodec.write(new Command.Revoke(new SessionId(0, 0)));
        strand.run(() -> {
            String asked = client.target();
            var unused = client.submit(nothing)
                    .whenComplete((reply, failure) ->
                            answer.complete(failure == null ? Optional.of(asked) : Optional.empty()));
        });
        return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        strand.run(client::close);
        strand.stop();
    }
}
