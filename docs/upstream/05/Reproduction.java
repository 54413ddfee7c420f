// SPDX-License-Identifier: Apache-2.0

import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.CodeInjectionForTesting;
import org.apache.ratis.util.ProtoUtils;
import org.apache.ratis.util.TimeDuration;

/** A follower, "a", whose disk is slow. The program plays the leaders "b", of term 1, and "c", of term 2. */
class Reproduction {

    private static final RaftGroupId GROUP = RaftGroupId.valueOf(new UUID(0, 1));

    public static void main(String[] args) throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        CodeInjectionForTesting.put("SegmentedRaftLogWorker.runWorker", (member, from, more) -> {
            try {
                return disk.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                return false;
            }
        });
        RaftServer a = follower();

        // b's entry of term 1 is received and not yet written. c, elected without a's vote, has others from there on.
        CompletableFuture<AppendEntriesReplyProto> toB = a.appendEntriesAsync(request("b", 1, 1));
        CompletableFuture<AppendEntriesReplyProto> toC = a.appendEntriesAsync(request("c", 2, 2));
        disk.countDown();
        System.out.println("a to b: " + text(toB));
        System.out.println("a to c: " + text(toC));
        RaftLog log = a.getDivision(GROUP).getRaftLog();
        System.out.println("a holds " + log.getTermIndex(0) + " and " + log.getTermIndex(1));
        Runtime.getRuntime().halt(0);
    }

    private static String text(CompletableFuture<AppendEntriesReplyProto> answer) throws Exception {
        AppendEntriesReplyProto reply = answer.get(10, TimeUnit.SECONDS);
        return reply.getResult() + " in term " + reply.getTerm() + ", matchIndex " + reply.getMatchIndex();
    }

    private static AppendEntriesRequestProto request(String leader, long term, int count) {
        AppendEntriesRequestProto.Builder request = AppendEntriesRequestProto.newBuilder()
                .setServerRequest(RaftRpcRequestProto.newBuilder()
                        .setRequestorId(ByteString.copyFromUtf8(leader))
                        .setReplyId(ByteString.copyFromUtf8("a"))
                        .setRaftGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(GROUP)))
                .setLeaderTerm(term)
                .setLeaderCommit(-1);
        for (int index = 0; index < count; index++) {
            request.addEntries(LogEntryProto.newBuilder()
                    .setTerm(term)
                    .setIndex(index)
                    .setStateMachineLogEntry(StateMachineLogEntryProto.newBuilder()
                            .setLogData(ByteString.copyFromUtf8("from " + leader))));
        }
        return request.build();
    }

    private static RaftServer follower() throws Exception {
        RaftProperties properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(properties, List.of(Files.createTempDirectory("ratis").toFile()));
        GrpcConfigKeys.Server.setPort(properties, 17000);
        // a does not stand by itself.
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, TimeDuration.valueOf(30, TimeUnit.SECONDS));
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, TimeDuration.valueOf(31, TimeUnit.SECONDS));
        List<RaftPeer> peers = List.of(peer("a", 17000), peer("b", 17001), peer("c", 17002));
        RaftServer server = RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf("a"))
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
