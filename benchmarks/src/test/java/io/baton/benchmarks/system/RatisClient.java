// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.system;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.ElectionTimeouts;
import io.baton.raft.internal.config.ListenAddress;
import io.baton.raft.internal.config.RatisSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;

/**
 * A server of Ratis with the settings of Baton's members and nothing of Baton: it leads when it is the Raft leader. It hands over to
 * the first member, the first member to the second one. There is one election.
 */
final class RatisClient implements SystemClient {

    private static final int BOUND_MILLIS = 10_000;

    private final LeadershipState state = new LeadershipState();
    private final RaftGroup group;
    private final RaftServer server;
    private final RaftPeerId successor;

    private RatisClient(List<Address> members, String id, Path directory) throws IOException {
        Address self = member(members, id);
        group = RaftGroup.valueOf(
                RaftGroupId.valueOf(UUID.nameUUIDFromBytes(members.toString().getBytes(StandardCharsets.UTF_8))),
                members.stream().map(Address::toPeer).toList());
        Path own = directory.resolve(id);
        server = RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf(id))
                .setOption(Files.exists(own) ? RaftStorage.StartupOption.RECOVER : RaftStorage.StartupOption.FORMAT)
                .setGroup(group)
                .setStateMachine(state)
                .setProperties(RatisSettings.server(
                        new ListenAddress(self.host(), self.port()), own, ElectionTimeouts.DEFAULT))
                .build();
        successor = RaftPeerId.valueOf(
                members.get(members.indexOf(self) == 0 ? 1 : 0).id());
        server.start();
    }

    private static Address member(List<Address> members, String id) {
        return members.stream()
                .filter(member -> member.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The address holds the members, this member's id and its directory, with spaces between. */
    static RatisClient connect(String address) throws IOException {
        String[] parts = address.split(" ", -1);
        List<Address> members =
                Stream.of(parts[0].split(",", -1)).map(Address::parse).toList();
        return new RatisClient(members, parts[1], Path.of(parts[2]));
    }

    @Override
    public ElectionEntry enter(String election, Runnable onElected) {
        state.tell(onElected);
        return this::handOver;
    }

    private void handOver() throws IOException {
        TransferLeadershipRequest request = new TransferLeadershipRequest(
                ClientId.randomId(), server.getId(), group.getGroupId(), 1, successor, BOUND_MILLIS);
        if (!server.transferLeadership(request).isSuccess()) {
            throw new IOException(server.getId() + " could not hand over to " + successor);
        }
    }

    @Override
    public boolean hasLeader(String election) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** Keeps nothing but whether this server leads. */
    private static final class LeadershipState extends BaseStateMachine {

        private final AtomicBoolean ready = new AtomicBoolean();
        private volatile Runnable onElected = () -> {};

        /** Called at once if this server leads. */
        void tell(Runnable listener) {
            onElected = listener;
            if (ready.get()) {
                listener.run();
            }
        }

        @Override
        public void notifyLeaderReady() {
            ready.set(true);
            onElected.run();
        }

        @Override
        public void notifyNotLeader(Collection<TransactionContext> pending) {
            ready.set(false);
        }
    }
}
