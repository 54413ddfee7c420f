// SPDX-License-Identifier: Apache-2.0

import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;
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

/** Followers "a", whose disk is slow, and "b". The program plays the leader "c" of term 1, which hands over to a. */
class Reproduction {

    private static final RaftGroupId GROUP = RaftGroupId.valueOf(new UUID(0, 1));

    public static void main(String[] args) throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        CodeInjectionForTesting.put("SegmentedRaftLogWorker.runWorker", (member, from, more) -> {
            try {
                return !member.toString().equals("a") || disk.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                return false;
            }
        });
        RaftServer a = follower("a", 17000);
        follower("b", 17001);
        a.appendEntriesAsync(entry(0));
        a.appendEntriesAsync(entry(1));
        a.startLeaderElection(StartLeaderElectionRequestProto.newBuilder()
                .setServerRequest(fromC())
                .setLeaderLastEntry(TermIndexProto.newBuilder().setTerm(1).setIndex(0))
                .build());
        RaftServer.Division division = a.getDivision(GROUP);
        RaftLog log = division.getRaftLog();
        while (log.getLastEntryTermIndex() == null || log.getLastEntryTermIndex().getTerm() < 2) {
            Thread.sleep(10);
        }
        show("a is elected", division);
        disk.countDown();
        Thread.sleep(3_000);
        show("a's disk goes on", division);
        Runtime.getRuntime().halt(0);
    }

    private static void show(String when, RaftServer.Division a) {
        System.out.println(when + ": leader " + a.getInfo().isLeader() + ", term " + a.getInfo().getCurrentTerm()
                + ", ready " + a.getInfo().isLeaderReady() + ", log " + a.getRaftLog().getTermIndex(0) + " "
                + a.getRaftLog().getTermIndex(1) + ", life cycle " + a.getInfo().getLifeCycleState());
    }

    private static RaftRpcRequestProto fromC() {
        return RaftRpcRequestProto.newBuilder()
                .setRequestorId(ByteString.copyFromUtf8("c"))
                .setReplyId(ByteString.copyFromUtf8("a"))
                .setRaftGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(GROUP))
                .build();
    }

    private static AppendEntriesRequestProto entry(long index) {
        AppendEntriesRequestProto.Builder request = AppendEntriesRequestProto.newBuilder()
                .setServerRequest(fromC())
                .setLeaderTerm(1)
                .setLeaderCommit(-1)
                .addEntries(LogEntryProto.newBuilder()
                        .setTerm(1)
                        .setIndex(index)
                        .setStateMachineLogEntry(StateMachineLogEntryProto.newBuilder()
                                .setLogData(ByteString.copyFromUtf8("from c"))));
        if (index > 0) {
            request.setPreviousLog(TermIndexProto.newBuilder().setTerm(1).setIndex(index - 1));
        }
        return request.build();
    }

    private static RaftServer follower(String id, int port) throws Exception {
        RaftProperties properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(properties, List.of(Files.createTempDirectory("ratis").toFile()));
        GrpcConfigKeys.Server.setPort(properties, port);
        // Neither stands by itself.
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, TimeDuration.valueOf(30, TimeUnit.SECONDS));
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, TimeDuration.valueOf(31, TimeUnit.SECONDS));
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
