// SPDX-License-Identifier: Apache-2.0

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

/** A group of one. Its directory is deleted while it runs, and it is started again. */
class Reproduction {

    private static final RaftGroupId GROUP = RaftGroupId.valueOf(new UUID(0, 1));
    private static final ClientId CLIENT = ClientId.randomId();

    public static void main(String[] args) throws Exception {
        Path dir = Files.createTempDirectory("ratis");
        RaftServer a = member(dir);
        ready(a);
        System.out.println("before: " + written(a) + ", last entry " + last(a));
        try (Stream<Path> all = Files.walk(dir)) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
        System.out.println("the directory exists: " + Files.exists(dir));
        int acknowledged = 0;
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5); System.nanoTime() < end; Thread.sleep(5)) {
            acknowledged += written(a) ? 1 : 0;
        }
        System.out.println("in 5 s: " + acknowledged + " writes acknowledged, last entry " + last(a) + ", life cycle "
                + a.getLifeCycleState());
        a.close();
        RaftServer again = member(dir);
        ready(again);
        System.out.println("started again: last entry " + last(again));
        Runtime.getRuntime().halt(0);
    }

    private static void ready(RaftServer server) throws Exception {
        while (!server.getDivision(GROUP).getInfo().isLeaderReady()) {
            Thread.sleep(10);
        }
    }

    private static Object last(RaftServer server) throws Exception {
        return server.getDivision(GROUP).getRaftLog().getLastEntryTermIndex();
    }

    private static boolean written(RaftServer server) throws Exception {
        return send(server, "x", RaftClientRequest.writeRequestType()).get(10, TimeUnit.SECONDS).isSuccess();
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
