// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.ElectionTimeouts;
import io.baton.raft.internal.config.ListenAddress;
import io.baton.raft.internal.config.RatisSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.impl.BaseStateMachine;

/** The program of a server of Ratis with the settings of a member, and nothing of Baton; what {@link IdleMember} is compared with. */
final class IdleRatis {

    private IdleRatis() {}

    /** Takes the server's id, all members and the directory. */
    public static void main(String[] arguments) throws IOException {
        try (RaftServer server = server(arguments[0], arguments[1], Path.of(arguments[2]))) {
            server.start();
            System.out.println(IdleMember.STANDS);
            while (System.in.read() >= 0) {
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                System.out.println(IdleMember.HEAP + " " + (runtime.totalMemory() - runtime.freeMemory()));
            }
        }
    }

    /** One without data, not started. */
    static RaftServer server(String id, String members, Path directory) throws IOException {
        List<Address> addresses =
                Stream.of(members.split(",", -1)).map(Address::parse).toList();
        Address self = addresses.stream()
                .filter(member -> member.id().equals(id))
                .findFirst()
                .orElseThrow();
        RaftGroup group = RaftGroup.valueOf(
                RaftGroupId.valueOf(UUID.nameUUIDFromBytes(members.getBytes(StandardCharsets.UTF_8))),
                addresses.stream().map(Address::toPeer).toList());
        ListenAddress listen = new ListenAddress(self.host(), self.port());
        return RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf(id))
                .setOption(RaftStorage.StartupOption.FORMAT)
                .setGroup(group)
                .setStateMachine(new BaseStateMachine())
                .setProperties(RatisSettings.server(listen, directory.resolve(id), ElectionTimeouts.DEFAULT))
                .build();
    }
}
