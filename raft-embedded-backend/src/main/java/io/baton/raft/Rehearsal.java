// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A group of two that lives for a second in this process alone and elects a leader. A JVM that does that for the first time
 * takes 100 to 200 ms longer, of the 600 in which the group has to have a new Raft leader if a leadership is to outlive the
 * death of the old one: measured. Nothing depends on its success.
 */
final class Rehearsal {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final Duration BOUND = Duration.ofSeconds(3);
    private static final int MEMBERS = 2;
    private static volatile boolean held;

    private final RaftGroupId id = RaftGroupId.randomId();
    private final Path directory;
    private final List<RaftServer> servers = new ArrayList<>();
    private final BlockingQueue<RaftPeerId> elected = new LinkedBlockingQueue<>();

    private Rehearsal(Path directory) {
        this.directory = directory;
    }

    /** Holds it in that directory, which is gone afterwards; blocks. Once in a process is enough. */
    static void hold(Path directory) {
        if (held) {
            return;
        }
        held = true;
        long begun = System.nanoTime();
        try {
            new Rehearsal(directory).play();
            LOG.debug("rehearsed in {}", Duration.ofNanos(System.nanoTime() - begun));
        } catch (IOException | RuntimeException e) {
            LOG.debug("the rehearsal failed, so the first change of the Raft leader will take longer", e);
        }
    }

    private void play() throws IOException {
        try {
            RaftGroup group = RaftGroup.valueOf(id, peers());
            for (RaftPeer peer : group.getPeers()) {
                RaftServer server = server(group, peer.getId());
                servers.add(server);
                server.start();
            }
            lead();
        } finally {
            for (RaftServer server : servers) {
                server.close();
            }
            Directories.delete(directory);
        }
    }

    /** Has somebody elected, who writes something. */
    private void lead() throws IOException {
        RaftPeerId leader = elected();
        for (RaftServer server : servers) {
            if (server.getId().equals(leader)) {
                write(server);
            }
        }
    }

    private RaftPeerId elected() throws IOException {
        try {
            RaftPeerId leader = elected.poll(BOUND.toMillis(), TimeUnit.MILLISECONDS);
            if (leader == null) {
                throw new IOException("nobody was elected within " + BOUND);
            }
            return leader;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private void write(RaftServer leader) throws IOException {
        leader.submitClientRequestAsync(RaftClientRequest.newBuilder()
                        .setClientId(ClientId.randomId())
                        .setServerId(leader.getId())
                        .setGroupId(id)
                        .setCallId(CallId.getAndIncrement())
                        .setMessage(GroupStateMachine.message(new byte[1]))
                        .setType(RaftClientRequest.writeRequestType())
                        .build())
                .orTimeout(BOUND.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private RaftServer server(RaftGroup group, RaftPeerId self) throws IOException {
        ListenAddress listen = new ListenAddress("127.0.0.1", port(group, self));
        RaftProperties properties = RatisSettings.server(listen, directory.resolve(self.toString()));
        RatisSettings.hurry(properties);
        return RaftServer.newBuilder()
                .setServerId(self)
                .setGroup(group)
                .setOption(RaftStorage.StartupOption.FORMAT)
                .setStateMachine(new BaseStateMachine() {
                    @Override
                    public void notifyLeaderReady() {
                        elected.add(self);
                    }
                })
                .setProperties(properties)
                .setParameters(new Parameters())
                .build();
    }

    private static int port(RaftGroup group, RaftPeerId self) {
        String address = group.getPeer(self).getAddress();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private static List<RaftPeer> peers() throws IOException {
        List<ServerSocket> reserved = new ArrayList<>();
        List<RaftPeer> peers = new ArrayList<>();
        try {
            for (int i = 0; i < MEMBERS; i++) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                reserved.add(socket);
                peers.add(RaftPeer.newBuilder()
                        .setId("rehearsal" + i)
                        .setAddress("127.0.0.1:" + socket.getLocalPort())
                        .build());
            }
        } finally {
            for (ServerSocket socket : reserved) {
                socket.close();
            }
        }
        return peers;
    }
}
