// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.statemachine.impl.BaseStateMachine;

/** A group of one with the defaults of Ratis. A client sends one entry that is larger than the appender takes. */
class Reproduction {

    private static final RaftGroupId GROUP = RaftGroupId.valueOf(new UUID(0, 1));
    private static final ClientId CLIENT = ClientId.randomId();

    public static void main(String[] args) throws Exception {
        RaftServer a = member(Files.createTempDirectory("ratis"));
        RaftServer.Division division = a.getDivision(GROUP);
        while (!division.getInfo().isLeaderReady()) {
            Thread.sleep(10);
        }
        System.out.println("term " + division.getInfo().getCurrentTerm() + ", " + division.getInfo().getCurrentRole());
        RaftClientReply reply =
                send(a, "x".repeat(5 << 20), RaftClientRequest.writeRequestType()).get(10, TimeUnit.SECONDS);
        long answered = System.nanoTime();
        System.out.println("answer: " + reply.getException().getMessage());
        while (division.getInfo().isLeader()) {
            Thread.sleep(1);
        }
        System.out.println("term " + division.getInfo().getCurrentTerm() + ", " + division.getInfo().getCurrentRole());
        while (!division.getInfo().isLeaderReady()) {
            Thread.sleep(1);
        }
        System.out.println("term " + division.getInfo().getCurrentTerm() + ", " + division.getInfo().getCurrentRole()
                + ", after " + (System.nanoTime() - answered) / 1_000_000 + " ms without a leader");
        Runtime.getRuntime().halt(0);
    }

    private static CompletableFuture<RaftClientReply> send(
            RaftServer server, String text, RaftClientRequest.Type type) throws IOException {
        return server.submitClientRequestAsync(RaftClientRequest.newBuilder()
                .setClientId(CLIENT)
                .setServerId(server.getId())
                .setGroupId(GROUP)
                .setCallId(CallId.getAndIncrement())
                .setMessage(Message.valueOf(text))
                .setType(type)
                .build());
    }

    private static RaftServer member(Path dir) throws Exception {
        RaftProperties properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(properties, List.of(dir.toFile()));
        GrpcConfigKeys.Server.setPort(properties, 17000);
        RaftServer server = RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf("a"))
                .setGroup(RaftGroup.valueOf(GROUP, RaftPeer.newBuilder().setId("a").setAddress("127.0.0.1:17000").build()))
                .setProperties(properties)
                .setStateMachine(new BaseStateMachine())
                .build();
        server.start();
        return server;
    }
}
