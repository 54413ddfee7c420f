// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;

/** A group of one whose state machine fails at an entry while the server is being closed. */
class Reproduction {

    private static final RaftGroupId GROUP = RaftGroupId.valueOf(new UUID(0, 1));
    private static final ClientId CLIENT = ClientId.randomId();

    public static void main(String[] args) throws Exception {
        CountDownLatch applying = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        RaftServer a = member(Files.createTempDirectory("ratis"), new BaseStateMachine() {
            @Override
            public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
                applying.countDown();
                try {
                    closing.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new IllegalStateException("an entry that cannot be carried out");
            }
        });
        while (!a.getDivision(GROUP).getInfo().isLeaderReady()) {
            Thread.sleep(10);
        }
        send(a, "x", RaftClientRequest.writeRequestType());
        applying.await();
        Thread closer = new Thread(() -> {
            try {
                a.close();
            } catch (IOException e) {
                System.out.println(e);
            }
        });
        closer.start();
        Thread.sleep(1_000);
        closing.countDown();
        closer.join(3_000);
        System.out.println("3 s later: close has returned: " + !closer.isAlive() + ", life cycle " + a.getLifeCycleState());
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (thread.getName().contains("StateMachineUpdater")) {
                long nanos = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
                System.out.println(thread.getName() + ": " + nanos / 1_000_000 + " ms of CPU time, now at");
                Stream.of(stack)
                        .filter(frame -> frame.getClassName().startsWith("org.apache.ratis.server"))
                        .forEach(frame -> System.out.println("  " + frame));
            }
        });
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

    private static RaftServer member(Path dir, BaseStateMachine stateMachine) throws Exception {
        RaftProperties properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(properties, List.of(dir.toFile()));
        GrpcConfigKeys.Server.setPort(properties, 17000);
        RaftServer server = RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf("a"))
                .setGroup(RaftGroup.valueOf(GROUP, RaftPeer.newBuilder().setId("a").setAddress("127.0.0.1:17000").build()))
                .setProperties(properties)
                .setStateMachine(stateMachine)
                .build();
        server.start();
        return server;
    }
}
