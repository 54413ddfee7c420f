// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.internal.member.LocalMember;
import io.baton.raft.internal.transport.Replies;
import io.baton.testkit.fixture.Await;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.ratis.protocol.exceptions.RaftException;

/** Asks the only member of a group, which leads again a moment after its machine gave it no time. */
final class Lone {

    private Lone() {}

    /** The answer to a command, which does the same when it comes twice. */
    static byte[] submit(Supplier<LocalMember> member, byte[] command) {
        return Await.until("it is carried out", () -> {
            LocalMember running = member.get();
            return running.leads() ? answer(running, command) : Optional.empty();
        });
    }

    private static Optional<byte[]> answer(LocalMember running, byte[] command) {
        try {
            return Optional.of(
                    running.submit(command).orTimeout(10, TimeUnit.SECONDS).join());
        } catch (CompletionException e) {
            if (Replies.cause(e) instanceof RaftException) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
