// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.contract;

import io.baton.Baton;
import io.baton.testkit.fixture.Participant;
import io.baton.zookeeper.server.Request;
import io.baton.zookeeper.server.RequestLog;
import io.baton.zookeeper.server.TestServer;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;

/** A connection through a proxy. */
record ZooKeeperParticipant(Baton baton, RequestLog log, TestServer server) implements Participant {

    /** With which ZooKeeper 3.9.5 makes the password of a session ({@code ZooKeeperServer.superSecret}). */
    private static final long SECRET = 0xB3415C00L;

    private static final String FENCES = "/.fence/";

    @Override
    public void cutOff() {
        log.network().cut();
    }

    @Override
    public void heal() {
        log.network().heal();
    }

    /** The server ends a session when any client that knows its password closes it. */
    @Override
    public void expireSession() {
        long id = session();
        byte[] password = new byte[16];
        new Random(id ^ SECRET).nextBytes(password);
        CountDownLatch connected = new CountDownLatch(1);
        try {
            ZooKeeper other = new ZooKeeper(
                    server.connectString(),
                    10_000,
                    event -> {
                        if (event.getState() == KeeperState.SyncConnected) {
                            connected.countDown();
                        }
                    },
                    id,
                    password);
            if (!connected.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("session " + Long.toHexString(id) + " could not be taken over");
            }
            other.close();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The number of the present session: it begins with the creation of its fence. */
    private long session() {
        String name = log.requests().stream()
                .flatMap(request -> request.parts().stream())
                .filter(part -> part.op().startsWith("create") && part.path().contains(FENCES))
                .map(part -> part.path().substring(part.path().indexOf(FENCES) + FENCES.length()))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        return Long.parseUnsignedLong(name.substring(0, name.indexOf('-')), 16);
    }

    @Override
    public OptionalLong requests() {
        return OptionalLong.of(log.requests().stream()
                .filter(request -> !request.isPing() && !request.isConnect())
                .filter(ZooKeeperParticipant::isForElections)
                .count());
    }

    private static boolean isForElections(Request request) {
        return !request.op().equals("auth") && !request.op().equals("closeSession");
    }

    @Override
    public void close() {
        try {
            log.network().heal();
            baton.close();
        } finally {
            log.close();
        }
    }
}
