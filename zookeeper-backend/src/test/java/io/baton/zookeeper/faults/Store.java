// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import io.baton.testkit.fixture.Await;
import io.baton.zookeeper.server.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/** What an administrator sees of elections in a store and does to them. To be used by one thread. */
final class Store implements AutoCloseable {

    static final String ROOT = "/baton";

    private static final Duration SESSION = Duration.ofSeconds(10);

    /** What ZooKeeper's servers make the passwords of sessions from. */
    private static final long PASSWORD_SEED = 0XB3415C00L;

    private final String servers;
    private final RawClient client;

    private Store(String servers, RawClient client) {
        this.servers = servers;
        this.client = client;
    }

    static Store at(String servers) throws InterruptedException {
        return new Store(servers, RawClient.connect(servers, SESSION));
    }

    /** The directory of an election whose name needs no encoding. */
    static String queue(String election) {
        return ROOT + "/" + election;
    }

    /** The candidacies of an election, in the order of the queue. */
    List<Entry> entries(String election) throws KeeperException, InterruptedException {
        List<Entry> entries = new ArrayList<>();
        try {
            for (String child : client.handle().getChildren(queue(election), false)) {
                String path = queue(election) + "/" + child;
                Stat stat = client.handle().exists(path, false);
                if (stat != null) {
                    entries.add(new Entry(path, stat.getCzxid(), stat.getEphemeralOwner()));
                }
            }
        } catch (NoNodeException noCandidateYet) {
            return List.of();
        }
        entries.sort(Comparator.comparingLong(Entry::token));
        return entries;
    }

    void awaitEntries(String election, int count) {
        Await.untilTrue(count + " candidates", () -> entries(election).size() == count);
    }

    /** The queue entry of the leader with a token. */
    Entry entry(String election, long token) throws KeeperException, InterruptedException {
        return entries(election).stream()
                .filter(entry -> entry.token() == token)
                .findFirst()
                .orElseThrow();
    }

    void delete(Entry entry) throws KeeperException, InterruptedException {
        client.handle().delete(entry.path(), -1);
    }

    /**
     * Ends a session at once, without its client, by taking it over first: what a server's {@code terminateSession}
     * does, or an expiry that comes early for whatever reason.
     */
    void endSession(long session) throws IOException, InterruptedException {
        byte[] password = new byte[16];
        new Random(session ^ PASSWORD_SEED).nextBytes(password);
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper taken =
                new ZooKeeper(servers, (int) SESSION.toMillis(), event -> connected.countDown(), session, password);
        if (!connected.await(SESSION.toSeconds(), TimeUnit.SECONDS) || taken.getSessionId() != session) {
            throw new AssertionError("the session could not be taken over");
        }
        taken.close();
    }

    /** When this entry will have gone, by {@code System.nanoTime()}. */
    CompletableFuture<Long> goneAt(Entry entry) throws KeeperException, InterruptedException {
        CompletableFuture<Long> gone = new CompletableFuture<>();
        Stat stat = client.handle().exists(entry.path(), event -> {
            if (event.getType() == EventType.NodeDeleted) {
                gone.complete(System.nanoTime());
            }
        });
        if (stat == null) {
            gone.complete(System.nanoTime());
        }
        return gone;
    }

    /** The sessions that have anything in the store. */
    Set<Long> sessions() throws KeeperException, InterruptedException {
        Set<Long> sessions = new HashSet<>();
        for (String path : ZKUtil.listSubTreeBFS(client.handle(), ROOT)) {
            Stat stat = client.handle().exists(path, false);
            if (stat != null && stat.getEphemeralOwner() != 0) {
                sessions.add(stat.getEphemeralOwner());
            }
        }
        return sessions;
    }

    @Override
    public void close() {
        client.close();
    }

    /** A candidacy: its token as long as no floor was raised, and the session that it ends with. */
    record Entry(String path, long token, long session) {}
}
