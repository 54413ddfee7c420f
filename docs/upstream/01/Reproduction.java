// SPDX-License-Identifier: Apache-2.0

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.statemachine.impl.BaseStateMachine;

/** A member whose port is taken, in a program with a handler of its own for uncaught exceptions. */
class Reproduction {

    private static final RaftGroupId GROUP = RaftGroupId.valueOf(new UUID(0, 1));

    public static void main(String[] args) throws Exception {
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> System.out.println("the application's handler: " + e));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("the JVM ends, handler: "
                + Thread.getDefaultUncaughtExceptionHandler().getClass().getName().replaceFirst("/.*", ""))));
        System.out.println("handler: "
                + Thread.getDefaultUncaughtExceptionHandler().getClass().getName().replaceFirst("/.*", ""));
        try (ServerSocket taken = new ServerSocket(17000)) {
            member(Files.createTempDirectory("ratis"));
            System.out.println("started");
        } catch (Throwable e) {
            System.out.println("caught " + e);
        } finally {
            System.out.println("the application goes on");
        }
        System.exit(0);
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
