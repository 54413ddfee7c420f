// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
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
import org.apache.ratis.util.CodeInjectionForTesting;

/** Three members with the defaults of Ratis. The leader is cut off, and its application goes on writing for a while. */
class Reproduction {

    private static final RaftGroupId GROUP = RaftGroupId.valueOf(new UUID(0, 1));
    private static final ClientId CLIENT = ClientId.randomId();

    public static void main(String[] args) throws Exception {
        List<RaftServer> members = List.of(member("a", 17000), member("b", 17001), member("c", 17002));
        RaftServer old = leader(members, null);
        cut(old.getId());
        long cutAt = System.nanoTime();
        RaftServer present = null;
        for (int i = 0; i < 8 * 25; i++, Thread.sleep(40)) {
            send(old, "never committed", RaftClientRequest.writeRequestType());
            if (i % 50 == 0) {
                System.out.println(millisSince(cutAt) + " ms after the cut " + old.getId() + " leads: "
                        + old.getDivision(GROUP).getInfo().isLeader());
            }
            if (present == null && members.stream().anyMatch(member -> member != old && leads(member))) {
                present = leader(members, old);
                System.out.println(millisSince(cutAt) + " ms after the cut " + present.getId() + " leads");
            }
        }
        long stopped = System.nanoTime();
        System.out.println(millisSince(cutAt) + " ms after the cut the writes stop; " + old.getId() + " leads: "
                + old.getDivision(GROUP).getInfo().isLeader());
        while (old.getDivision(GROUP).getInfo().isLeader()) {
            Thread.sleep(1);
        }
        System.out.println(old.getId() + " steps down " + millisSince(stopped) + " ms after the last write");
        Runtime.getRuntime().halt(0);
    }

    private static boolean leads(RaftServer member) {
        try {
            return member.getDivision(GROUP).getInfo().isLeaderReady();
        } catch (IOException e) {
            return false;
        }
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    /** From now on nothing comes from this member to the others, nor from them to it. */
    private static void cut(RaftPeerId away) {
        for (String way : List.of("RaftServerImpl.appendEntries", "RaftServerImpl.requestVote")) {
            CodeInjectionForTesting.put(way, (to, from, more) -> {
                if (to.equals(away) || from.equals(away)) {
                    throw new IllegalStateException("cut off");
                }
                return true;
            });
        }
    }

    private static RaftServer leader(List<RaftServer> members, RaftServer besides) throws Exception {
        for (; ; Thread.sleep(10)) {
            for (RaftServer member : members) {
                if (member != besides && member.getDivision(GROUP).getInfo().isLeaderReady()) {
                    return member;
                }
            }
        }
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

    private static RaftServer member(String id, int port) throws Exception {
        RaftProperties properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(properties, List.of(Files.createTempDirectory("ratis").toFile()));
        GrpcConfigKeys.Server.setPort(properties, port);
        List<RaftPeer> peers = List.of(peer("a", 17000), peer("b", 17001), peer("c", 17002));
        RaftServer server = RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf(id))
                .setGroup(RaftGroup.valueOf(GROUP, peers))
                .setProperties(properties)
                .setStateMachine(new BaseStateMachine())
                .build();
        server.start();
        return server;
    }

    private static RaftPeer peer(String id, int port) {
        return RaftPeer.newBuilder().setId(id).setAddress("127.0.0.1:" + port).build();
    }
}
