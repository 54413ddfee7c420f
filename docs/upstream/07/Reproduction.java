// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
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
import org.apache.ratis.util.CodeInjectionForTesting;

/** Three members whose store is the last text written. The leader is cut off, and goes on writing and reading. */
class Reproduction {

    private static final RaftGroupId GROUP = RaftGroupId.valueOf(new UUID(0, 1));
    private static final ClientId CLIENT = ClientId.randomId();

    public static void main(String[] args) throws Exception {
        List<RaftServer> members = List.of(member("a", 17000), member("b", 17001), member("c", 17002));
        RaftServer old = leader(members, null);
        send(old, "old", RaftClientRequest.writeRequestType()).get(10, TimeUnit.SECONDS);
        for (int i = 0; i < 3; i++, Thread.sleep(300)) {
            System.out.println("read from " + old.getId() + ": " + read(old));
        }
        cut(old.getId());
        Thread writer = new Thread(() -> write(old));
        writer.setDaemon(true);
        writer.start();
        RaftServer present = leader(members, old);
        send(present, "new", RaftClientRequest.writeRequestType()).get(10, TimeUnit.SECONDS);
        System.out.println(present.getId() + " leads in term " + present.getDivision(GROUP).getInfo().getCurrentTerm()
                + " and has committed a write; linearizable reads from " + old.getId() + ", of term "
                + old.getDivision(GROUP).getInfo().getCurrentTerm() + ":");
        for (int i = 0; i < 5; i++, Thread.sleep(300)) {
            long begun = System.nanoTime();
            System.out.println("  " + read(old) + ", in " + (System.nanoTime() - begun) / 1_000 + " us");
        }
        Runtime.getRuntime().halt(0);
    }

    private static String read(RaftServer server) throws Exception {
        RaftClientReply reply =
                send(server, "", RaftClientRequest.readRequestType()).get(2, TimeUnit.SECONDS);
        return reply.isSuccess() ? reply.getMessage().getContent().toStringUtf8() : reply.getException().toString();
    }

    /** It keeps the old leader leading, which is a report of its own; without that the window is some hundred ms. */
    private static void write(RaftServer old) {
        try {
            for (; ; Thread.sleep(40)) {
                send(old, "never committed", RaftClientRequest.writeRequestType());
            }
        } catch (IOException | InterruptedException e) {
            System.out.println(e);
        }
    }

    private static class Store extends BaseStateMachine {
        private volatile Message last = Message.valueOf("nothing");

        @Override
        public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
            LogEntryProto entry = transaction.getLogEntry();
            last = Message.valueOf(entry.getStateMachineLogEntry().getLogData());
            updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
            return CompletableFuture.completedFuture(Message.EMPTY);
        }

        @Override
        public CompletableFuture<Message> query(Message request) {
            return CompletableFuture.completedFuture(last);
        }
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
        RaftServerConfigKeys.Read.setOption(properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE);
        List<RaftPeer> peers = List.of(peer("a", 17000), peer("b", 17001), peer("c", 17002));
        RaftServer server = RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf(id))
                .setGroup(RaftGroup.valueOf(GROUP, peers))
                .setProperties(properties)
                .setStateMachine(new Store())
                .build();
        server.start();
        return server;
    }

    private static RaftPeer peer(String id, int port) {
        return RaftPeer.newBuilder().setId(id).setAddress("127.0.0.1:" + port).build();
    }
}
