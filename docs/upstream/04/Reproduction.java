// SPDX-License-Identifier: Apache-2.0

import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.FileListSnapshotInfo;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.ProtoUtils;
import org.apache.ratis.util.TimeDuration;

/** A follower, "a", whose disk is slow for a while. The program plays its leader, "b", which gives it a snapshot. */
class Reproduction {

    private static final RaftGroupId GROUP = RaftGroupId.valueOf(new UUID(0, 1));

    public static void main(String[] args) throws Exception {
        CompletableFuture<Void> disk = new CompletableFuture<>();
        Store store = new Store();
        RaftServer a = follower(store);
        System.out.println("entry 0: " + answer(a.appendEntriesAsync(entry(0))));
        store.flushing = disk;
        CompletableFuture<AppendEntriesReplyProto> first = a.appendEntriesAsync(entry(1));
        CompletableFuture<AppendEntriesReplyProto> second = a.appendEntriesAsync(entry(2));
        Thread.sleep(500);
        System.out.println("snapshot up to 10: " + a.installSnapshot(snapshot(10)).getResult());
        disk.complete(null);
        System.out.println("entry 1: " + answer(first));
        System.out.println("entry 2: " + answer(second));
        for (int times = 1; times <= 3; times++) {
            System.out.println("entry 11, time " + times + ": " + answer(a.appendEntriesAsync(entry(11))));
        }
        System.out.println(
                "a holds " + a.getDivision(GROUP).getRaftLog().getLastEntryTermIndex() + ", " + a.getLifeCycleState());
        Runtime.getRuntime().halt(0);
    }

    private static String answer(CompletableFuture<AppendEntriesReplyProto> answer) throws Exception {
        try {
            return answer.get(2, TimeUnit.SECONDS).getResult().toString();
        } catch (ExecutionException e) {
            return "failed, " + e.getCause().getMessage().lines().findFirst().orElse("");
        } catch (TimeoutException e) {
            return "no answer";
        }
    }

    private static RaftRpcRequestProto fromB() {
        return RaftRpcRequestProto.newBuilder()
                .setRequestorId(ByteString.copyFromUtf8("b"))
                .setReplyId(ByteString.copyFromUtf8("a"))
                .setRaftGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(GROUP))
                .build();
    }

    private static AppendEntriesRequestProto entry(long index) {
        AppendEntriesRequestProto.Builder request = AppendEntriesRequestProto.newBuilder()
                .setServerRequest(fromB())
                .setLeaderTerm(1)
                .setLeaderCommit(-1)
                .addEntries(LogEntryProto.newBuilder()
                        .setTerm(1)
                        .setIndex(index)
                        .setStateMachineLogEntry(StateMachineLogEntryProto.newBuilder()
                                .setClientId(ClientId.randomId().toByteString())
                                .setLogData(ByteString.copyFromUtf8("from b"))));
        if (index > 0) {
            request.setPreviousLog(TermIndexProto.newBuilder().setTerm(1).setIndex(index - 1));
        }
        return request.build();
    }

    private static InstallSnapshotRequestProto snapshot(long index) {
        return InstallSnapshotRequestProto.newBuilder()
                .setServerRequest(fromB())
                .setLeaderTerm(1)
                .setSnapshotChunk(InstallSnapshotRequestProto.SnapshotChunkProto.newBuilder()
                        .setRequestId("x")
                        .setTermIndex(TermIndexProto.newBuilder().setTerm(1).setIndex(index))
                        .setDone(true))
                .build();
    }

    /** Takes any snapshot. */
    static class Store extends BaseStateMachine {
        private volatile LifeCycle.State state = LifeCycle.State.RUNNING;
        private volatile SnapshotInfo latest;
        private volatile CompletableFuture<Void> flushing = CompletableFuture.completedFuture(null);

        @Override
        public CompletableFuture<Void> flush(long index) {
            return flushing;
        }

        @Override
        public void pause() {
            state = LifeCycle.State.PAUSED;
        }

        @Override
        public void reinitialize() {
            setLastAppliedTermIndex(TermIndex.valueOf(1, 10));
            latest = new FileListSnapshotInfo(List.of(), TermIndex.valueOf(1, 10));
            state = LifeCycle.State.RUNNING;
        }

        @Override
        public LifeCycle.State getLifeCycleState() {
            return state;
        }

        @Override
        public SnapshotInfo getLatestSnapshot() {
            return latest;
        }
    }

    private static RaftServer follower(Store store) throws Exception {
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
                .setStateMachine(store)
                .build();
        server.start();
        return server;
    }

    private static RaftPeer peer(String id, int port) {
        return RaftPeer.newBuilder().setId(id).setAddress("127.0.0.1:" + port).build();
    }
}
