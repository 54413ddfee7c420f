// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.workaround;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.ratis.proto.RaftProtos.RaftRpcReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.MethodDescriptor;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A candidate hears of a vote only when it is on the disk. */
class VoteFlushTest {

    @TempDir
    private Path groupDir = Path.of("");

    private final List<RequestVoteReplyProto> told = new ArrayList<>();

    @Test
    void aVoteThatIsOnTheDiskIsTold() throws IOException {
        Files.createDirectories(groupDir.resolve("current"));
        answer(Optional.of(groupDir), true);
        assertThat(told).hasSize(1);
    }

    @Test
    void aVoteThatCannotBeWrittenIsNotTold() {
        assertThatThrownBy(() -> answer(Optional.of(groupDir), true))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("cannot be written to " + groupDir);
        assertThatThrownBy(() -> answer(Optional.empty(), true)).hasMessageContaining("takes part in no group");
        assertThat(told).isEmpty();
    }

    @Test
    void aRefusalNeedsNoDisk() {
        answer(Optional.of(groupDir), false);
        assertThat(told).hasSize(1);
    }

    /** As Ratis does it: inside the call that the interceptor hands on. */
    private void answer(Optional<Path> directory, boolean isGranted) {
        RequestVoteReplyProto reply = RequestVoteReplyProto.newBuilder()
                .setServerReply(RaftRpcReplyProto.newBuilder().setSuccess(isGranted))
                .build();
        new VoteFlush(() -> directory).interceptCall(new Call(), new Metadata(), (call, headers) -> {
            call.sendMessage(reply);
            return new ServerCall.Listener<>() {};
        });
    }

    private final class Call extends ServerCall<RequestVoteRequestProto, RequestVoteReplyProto> {

        @Override
        public void request(int messages) {}

        @Override
        public void sendHeaders(Metadata headers) {}

        @Override
        public void sendMessage(RequestVoteReplyProto reply) {
            told.add(reply);
        }

        @Override
        public void close(Status status, Metadata trailers) {}

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public MethodDescriptor<RequestVoteRequestProto, RequestVoteReplyProto> getMethodDescriptor() {
            return RaftServerProtocolServiceGrpc.getRequestVoteMethod();
        }
    }
}
