// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.ProtoUtils;
import org.apache.ratis.util.TimeDuration;

/** A follower, "a", on a disk that is full for one vote. The program plays the candidates "b" and "c". */
class Reproduction {

    private static final RaftGroupId GROUP = RaftGroupId.valueOf(new UUID(0, 1));

    public static void main(String[] args) throws Exception {
        Path dir = Files.createTempDirectory("ratis");
        RaftServer a = member(dir, RaftStorage.StartupOption.FORMAT);
        System.out.println("b, term 5: " + vote(a, "b", 5) + ", raft-meta: " + meta(dir));
        limit("0");
        System.out.println("b, term 6, disk full: " + vote(a, "b", 6) + ", raft-meta: " + meta(dir));
        limit("unlimited");
        a.close();
        try {
            RaftServer again = member(dir, RaftStorage.StartupOption.RECOVER);
            System.out.println("started again, term " + again.getDivision(GROUP).getInfo().getCurrentTerm());
            System.out.println("c, term 5: " + vote(again, "c", 5) + ", raft-meta: " + meta(dir));
        } catch (Exception e) {
            System.out.println("not started again: " + e + " " + e.getCause());
        }
        Runtime.getRuntime().halt(0);
    }

    /** What a process may add to a file; none is as good as a full disk. */
    private static void limit(String size) throws Exception {
        String self = String.valueOf(ProcessHandle.current().pid());
        new ProcessBuilder("prlimit", "--pid", self, "--fsize=" + size + ":").inheritIO().start().waitFor();
    }

    private static String meta(Path dir) throws IOException {
        List<String> lines = Files.readAllLines(dir.resolve(GROUP.getUuid() + "/current/raft-meta"));
        return lines.stream().filter(line -> !line.startsWith("#")).collect(Collectors.joining(" ", "'", "'"));
    }

    private static String vote(RaftServer a, String candidate, long term) {
        try {
            return "granted " + a.requestVote(RequestVoteRequestProto.newBuilder()
                            .setServerRequest(RaftRpcRequestProto.newBuilder()
                                    .setRequestorId(ByteString.copyFromUtf8(candidate))
                                    .setReplyId(ByteString.copyFromUtf8("a"))
                                    .setRaftGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(GROUP)))
                            .setCandidateTerm(term)
                            .setCandidateLastEntry(TermIndexProto.newBuilder().setTerm(4).setIndex(9))
                            .build())
                    .getServerReply()
                    .getSuccess();
        } catch (IOException | RuntimeException e) {
            return e.toString();
        }
    }

    private static RaftServer member(Path dir, RaftStorage.StartupOption option) throws Exception {
        RaftProperties properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(properties, List.of(dir.toFile()));
        GrpcConfigKeys.Server.setPort(properties, 17000);
        // a does not stand by itself.
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, TimeDuration.valueOf(30, TimeUnit.SECONDS));
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, TimeDuration.valueOf(31, TimeUnit.SECONDS));
        List<RaftPeer> peers = List.of(peer("a", 17000), peer("b", 17001), peer("c", 17002));
        RaftServer server = RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf("a"))
                .setGroup(RaftGroup.valueOf(GROUP, peers))
                .setOption(option)
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
