// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * same term. Thread-safe.
 */
record VoteFlush(Path groupDir) implements ServerInterceptor {

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

    /** Whoever sends the answer makes a failure of the call out of what is thrown here. */
    private void flush() {
        try {
            flush(groupDir);
        } catch (IOException e) {
            throw Status.UNAVAILABLE
                    .withDescription("the vote cannot be written")
                    .withCause(e)
                    .asRuntimeException();
        }
    }

    /** The term that this member is in, and its vote, are on the disk. */
    static void flush(Path groupDir) throws IOException {
        Path votes = groupDir.resolve("current").resolve("raft-meta");
        if (Files.exists(votes)) {
            Directories.flush(votes);
        }
    }
}
