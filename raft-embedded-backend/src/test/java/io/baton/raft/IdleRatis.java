// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
        Address self = Stream.of(arguments[1].split(",", -1))
                .map(Address::parse)
                .filter(member -> member.id().equals(arguments[0]))
                .findFirst()
                .orElseThrow();
        RaftGroup group = RaftGroup.valueOf(
                RaftGroupId.valueOf(UUID.nameUUIDFromBytes(arguments[1].getBytes(StandardCharsets.UTF_8))),
                Stream.of(arguments[1].split(",", -1))
                        .map(Address::parse)
                        .map(Address::toPeer)
                        .toList());
        ListenAddress listen = new ListenAddress(self.host(), self.port());
        try (RaftServer server = RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf(self.id()))
                .setOption(RaftStorage.StartupOption.FORMAT)
                .setGroup(group)
                .setStateMachine(new BaseStateMachine())
                .setProperties(RatisSettings.server(
                        listen, Path.of(arguments[2]).resolve(self.id()), ElectionTimeouts.DEFAULT))
                .build()) {
            server.start();
            System.out.println(IdleMember.STANDS);
            while (System.in.read() >= 0) {
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                System.out.println(IdleMember.HEAP + " " + (runtime.totalMemory() - runtime.freeMemory()));
            }
        }
    }
}
