// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.workaround;

import io.baton.raft.internal.storage.DirectorySync;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.thirdparty.io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCallHandler;
import org.apache.ratis.thirdparty.io.grpc.ServerInterceptor;
import org.apache.ratis.thirdparty.io.grpc.Status;

/**
 * A vote that a member gives is on its disk before the candidate hears of it. Ratis 3.3.0 writes and syncs a new file, and gives
 * it the name of the old one without syncing the directory: after a power cut the member has not voted, and votes again in the
 * same term. Its own term is safe on a file system with a journal: each term begins a new part of the log, which is synced.
 * Thread-safe.
 *
 * @param groupDir the directory of the present group; there is none while the member takes part in no group
 */
public record VoteFlush(Supplier<Optional<Path>> groupDir) implements ServerInterceptor {

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        return next.startCall(
                new SimpleForwardingServerCall<>(call) {
                    @Override
                    public void sendMessage(R message) {
                        if (message instanceof RequestVoteReplyProto reply
                                && reply.getServerReply().getSuccess()) {
                            flush();
                        }
                        super.sendMessage(message);
                    }
                },
                headers);
    }

    /** Ratis makes a failure of the call out of what is thrown here. */
    private void flush() {
        Path votes = groupDir.get()
                .orElseThrow(() -> Status.UNAVAILABLE
                        .withDescription("this member takes part in no group")
                        .asRuntimeException())
                .resolve("current")
                .resolve("raft-meta");
        try {
            DirectorySync.flush(votes);
        } catch (IOException e) {
            throw Status.UNAVAILABLE
                    .withDescription("the vote cannot be written to " + votes)
                    .withCause(e)
                    .asRuntimeException();
        }
    }
}
