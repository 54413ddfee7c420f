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

/** A group of one whose disk is full for a second. */
class Reproduction {

    private static final RaftGroupId GROUP = RaftGroupId.valueOf(new UUID(0, 1));
    private static final ClientId CLIENT = ClientId.randomId();

    public static void main(String[] args) throws Exception {
        RaftServer a = member(Files.createTempDirectory("ratis"));
        while (!a.getDivision(GROUP).getInfo().isLeaderReady()) {
            Thread.sleep(10);
        }
        System.out.println("before: " + state(a));
        limit("0");
        System.out.println("disk full: " + state(a));
        limit("unlimited");
        for (int seconds = 3; seconds <= 9; seconds += 3) {
            Thread.sleep(3_000);
            System.out.println(seconds + " s after: " + state(a));
        }
        Runtime.getRuntime().halt(0);
    }

    /** What a process may add to a file; none is as good as a full disk. */
    private static void limit(String size) throws Exception {
        String self = String.valueOf(ProcessHandle.current().pid());
        new ProcessBuilder("prlimit", "--pid", self, "--fsize=" + size + ":").inheritIO().start().waitFor();
    }

    private static String state(RaftServer a) throws IOException {
        String answer;
        try {
            answer = String.valueOf(send(a, "x", RaftClientRequest.writeRequestType()).get(2, TimeUnit.SECONDS).isSuccess());
        } catch (Exception e) {
            answer = e.toString();
        }
        return a.getDivision(GROUP).getInfo().getCurrentRole() + ", ready "
                + a.getDivision(GROUP).getInfo().isLeaderReady() + ", " + a.getLifeCycleState() + ", write: " + answer;
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
