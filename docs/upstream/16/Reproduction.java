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
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.MD5FileUtil;

/** A server whose snapshots are where Ratis leaves them between the two renames of an installation. */
class Reproduction {

    private static final RaftGroupId GROUP = RaftGroupId.valueOf(new UUID(0, 1));
    private static final RaftPeerId ID = RaftPeerId.valueOf("a");
    private static final ClientId CLIENT = ClientId.randomId();

    public static void main(String[] args) throws Exception {
        Path dir = Files.createTempDirectory("ratis");
        for (int run = 0; run < 3; run++) {
            try (RaftServer server = server(dir, run == 0)) {
                System.out.println("run " + run + ": ready " + isReady(server) + ", log begins with "
                        + server.getDivision(GROUP).getRaftLog().getStartIndex());
                for (int i = 0; i < 20; i++) {
                    write(server);
                }
            }
        }
        Path snapshots = dir.resolve(GROUP.getUuid().toString()).resolve("sm");
        Path moved = snapshots.resolveSibling("sm.tmp20261129-040151_769");
        Files.move(snapshots, moved);
        // It cannot be closed either.
        System.out.println("moved away: ready " + isReady(server(dir, false)));
        Runtime.getRuntime().halt(0);
    }

    private static boolean isReady(RaftServer server) throws Exception {
        for (int i = 0; i < 500; i++) {
            if (server.getDivision(GROUP).getInfo().isLeaderReady()) {
                return true;
            }
            Thread.sleep(10);
        }
        return false;
    }

    private static RaftServer server(Path dir, boolean format) throws Exception {
        RaftProperties properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(properties, List.of(dir.toFile()));
        GrpcConfigKeys.Server.setHost(properties, "127.0.0.1");
        GrpcConfigKeys.Server.setPort(properties, 17_000);
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
        RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(properties, 5);
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
        RaftServerConfigKeys.Log.setPurgeGap(properties, 1);
        RaftPeer self = RaftPeer.newBuilder().setId(ID).setAddress("127.0.0.1:17000").build();
        RaftServer server = RaftServer.newBuilder()
                .setServerId(ID)
                .setProperties(properties)
                .setGroup(RaftGroup.valueOf(GROUP, List.of(self)))
                .setOption(format ? RaftStorage.StartupOption.FORMAT : RaftStorage.StartupOption.RECOVER)
                .setStateMachine(new Counter())
                .build();
        server.start();
        return server;
    }

    private static void write(RaftServer server) throws Exception {
        server.submitClientRequestAsync(RaftClientRequest.newBuilder()
                        .setClientId(CLIENT)
                        .setServerId(ID)
                        .setGroupId(GROUP)
                        .setCallId(CallId.getAndIncrement())
                        .setMessage(Message.valueOf("x"))
                        .setType(RaftClientRequest.writeRequestType())
                        .build())
                .get(10, TimeUnit.SECONDS);
    }

    /** Its snapshot has nothing in it but its name. */
    private static final class Counter extends BaseStateMachine {
        private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();

        @Override
        public void initialize(RaftServer server, RaftGroupId group, RaftStorage raftStorage) throws IOException {
            super.initialize(server, group, raftStorage);
            storage.init(raftStorage);
            SingleFileSnapshotInfo latest = storage.loadLatestSnapshot();
            if (latest != null) {
                setLastAppliedTermIndex(latest.getTermIndex());
            }
        }

        @Override
        public SimpleStateMachineStorage getStateMachineStorage() {
            return storage;
        }

        @Override
        public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
            updateLastAppliedTermIndex(
                    transaction.getLogEntry().getTerm(), transaction.getLogEntry().getIndex());
            return CompletableFuture.completedFuture(Message.EMPTY);
        }

        @Override
        public long takeSnapshot() throws IOException {
            TermIndex last = getLastAppliedTermIndex();
            Path file = storage.getSnapshotFile(last.getTerm(), last.getIndex()).toPath();
            Files.writeString(file, "");
            MD5Hash sum = MD5FileUtil.computeAndSaveMd5ForFile(file.toFile());
            storage.updateLatestSnapshot(new SingleFileSnapshotInfo(new FileInfo(file, sum), last));
            return last.getIndex();
        }
    }
}
