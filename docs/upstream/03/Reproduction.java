// SPDX-License-Identifier: Apache-2.0

import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.util.CodeInjectionForTesting;
import org.apache.ratis.util.TimeDuration;

/** Two members of three, "c" is away. The answer to the first entry of the term is late, and its stream breaks. */
class Reproduction {

    private static final RaftGroupId GROUP = RaftGroupId.valueOf(new UUID(0, 1));
    private static final ThreadLocal<Boolean> HAS_ENTRY = ThreadLocal.withInitial(() -> false);

    public static void main(String[] args) throws Exception {
        AtomicInteger entries = new AtomicInteger();
        CodeInjectionForTesting.put("RaftServerImpl.appendEntries", (member, leader, more) -> {
            boolean hasEntry = ((AppendEntriesRequestProto) more[1]).getEntriesCount() > 0;
            HAS_ENTRY.set(hasEntry && entries.incrementAndGet() == 1);
            return true;
        });
        // The follower has taken the entry, and its answer does not arrive.
        CodeInjectionForTesting.put("RaftServerImpl.appendEntries.logComplete", (member, leader, more) -> {
            if (HAS_ENTRY.get()) {
                sleep(1_000);
                throw new IllegalStateException("the stream breaks");
            }
            return true;
        });
        List<RaftServer.Division> members = List.of(member("a", 17000), member("b", 17001));
        for (int seconds = 3; seconds <= 15; seconds += 3) {
            sleep(3_000);
            System.out.println("after " + seconds + " s, requests with an entry: " + entries);
            for (RaftServer.Division member : members) {
                System.out.println("  " + member.getId() + " " + member.getInfo().getCurrentRole() + ", term "
                        + member.getInfo().getCurrentTerm() + ", ready " + member.getInfo().isLeaderReady()
                        + ", last entry " + member.getRaftLog().getLastEntryTermIndex() + ", commit "
                        + member.getRaftLog().getLastCommittedIndex());
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RaftServer.Division member(String id, int port) throws Exception {
        RaftProperties properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(properties, List.of(Files.createTempDirectory("ratis").toFile()));
        GrpcConfigKeys.Server.setPort(properties, port);
        // Only a stands.
        int timeout = id.equals("a") ? 500 : 3_000;
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, TimeDuration.valueOf(timeout, TimeUnit.MILLISECONDS));
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, TimeDuration.valueOf(2 * timeout, TimeUnit.MILLISECONDS));
        RaftServerConfigKeys.Rpc.setRequestTimeout(properties, TimeDuration.valueOf(500, TimeUnit.MILLISECONDS));
        List<RaftPeer> peers = List.of(peer("a", 17000), peer("b", 17001), peer("c", 17002));
        RaftServer server = RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf(id))
                .setGroup(RaftGroup.valueOf(GROUP, peers))
                .setProperties(properties)
                .setStateMachine(new BaseStateMachine())
                .build();
        server.start();
        return server.getDivision(GROUP);
    }

    private static RaftPeer peer(String id, int port) {
        return RaftPeer.newBuilder().setId(id).setAddress("127.0.0.1:" + port).build();
    }
}
