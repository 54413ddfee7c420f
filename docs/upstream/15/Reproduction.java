// SPDX-License-Identifier: Apache-2.0

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
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
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.impl.BaseStateMachine;

/** Three servers, of which "c" comes back under another port. The leader's configuration is changed to that. */
class Reproduction {

    private static final RaftGroupId GROUP = RaftGroupId.valueOf(new UUID(0, 1));
    private static final ClientId CLIENT = ClientId.randomId();
    private static final int FIRST = 17_000;

    public static void main(String[] args) throws Exception {
        Path dir = Files.createTempDirectory("ratis");
        RaftServer a = server(dir, "a", FIRST, true);
        RaftServer b = server(dir, "b", FIRST + 1, true);
        RaftServer c = server(dir, "c", FIRST + 2, true);
        leader(a, b, c);
        c.close();
        c = server(dir, "c", FIRST + 3, false);
        RaftServer leader = leader(a, b);
        System.out.println("the same priority: " + change(leader, 0));
        System.out.println("another priority: " + change(leader, 1));
        System.out.println("a write: " + write(leader).isSuccess());
        Thread.sleep(5_000);
        System.out.println("the leader holds " + last(leader) + ", c holds " + last(c));
        Runtime.getRuntime().halt(0);
    }

    private static RaftPeer peer(String id, int port, int priority) {
        return RaftPeer.newBuilder().setId(id).setAddress("127.0.0.1:" + port).setPriority(priority).build();
    }

    private static RaftServer server(Path dir, String id, int port, boolean format) throws Exception {
        RaftProperties properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(properties, List.of(dir.resolve(id).toFile()));
        GrpcConfigKeys.Server.setHost(properties, "127.0.0.1");
        GrpcConfigKeys.Server.setPort(properties, port);
        RaftGroup group = RaftGroup.valueOf(
                GROUP, List.of(peer("a", FIRST, 0), peer("b", FIRST + 1, 0), peer("c", FIRST + 2, 0)));
        RaftServer server = RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf(id))
                .setProperties(properties)
                .setGroup(group)
                .setOption(format ? RaftStorage.StartupOption.FORMAT : RaftStorage.StartupOption.RECOVER)
                .setStateMachine(new BaseStateMachine())
                .build();
        server.start();
        return server;
    }

    private static RaftServer leader(RaftServer... servers) throws Exception {
        while (true) {
            for (RaftServer server : servers) {
                if (server.getDivision(GROUP).getInfo().isLeaderReady()) {
                    return server;
                }
            }
            Thread.sleep(10);
        }
    }

    private static String change(RaftServer leader, int priority) throws Exception {
        List<RaftPeer> next =
                List.of(peer("a", FIRST, priority), peer("b", FIRST + 1, priority), peer("c", FIRST + 3, priority));
        boolean taken = leader.setConfigurationAsync(
                        new SetConfigurationRequest(
                                CLIENT,
                                leader.getId(),
                                GROUP,
                                CallId.getAndIncrement(),
                                SetConfigurationRequest.Arguments.newBuilder().setServersInNewConf(next).build()))
                .get(10, TimeUnit.SECONDS)
                .isSuccess();
        return "success " + taken + ", then c is at "
                + leader.getDivision(GROUP).getRaftConf().getPeer(RaftPeerId.valueOf("c")).getAddress();
    }

    private static RaftClientReply write(RaftServer leader) throws Exception {
        return leader.submitClientRequestAsync(RaftClientRequest.newBuilder()
                        .setClientId(CLIENT)
                        .setServerId(leader.getId())
                        .setGroupId(GROUP)
                        .setCallId(CallId.getAndIncrement())
                        .setMessage(Message.valueOf("x"))
                        .setType(RaftClientRequest.writeRequestType())
                        .build())
                .get(10, TimeUnit.SECONDS);
    }

    private static Object last(RaftServer server) throws Exception {
        return server.getDivision(GROUP).getRaftLog().getLastEntryTermIndex();
    }
}
