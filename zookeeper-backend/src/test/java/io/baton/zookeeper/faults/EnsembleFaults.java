// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import io.baton.testkit.chaos.ChaosFault;
import io.baton.testkit.chaos.ChaosRun;
import io.baton.testkit.chaos.fault.FileFaults;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.host.SmallDisk;
import io.baton.zookeeper.server.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** What happens to an ensemble and to what its clients need to be let in. To be used by one thread. */
final class EnsembleFaults {

    private static final Duration SHORT_LIFE = Duration.ofSeconds(3);
    private static final Duration WEEK = Duration.ofDays(7);

    private final ChaosEnsemble chaos;
    private final Random random = new Random(ChaosRun.SEED);
    private final Map<String, List<ACL>> permitted = new LinkedHashMap<>();
    private @Nullable TestServer struck;

    EnsembleFaults(ChaosEnsemble chaos) {
        this.chaos = chaos;
    }

    List<ChaosFault> all() {
        List<ChaosFault> faults = new ArrayList<>(FileFaults.of("TLS files", chaos.files(), this::stir));
        faults.addAll(chaos.network().faults());
        faults.addAll(access());
        faults.addAll(servers());
        chaos.disk().ifPresent(disk -> faults.add(ChaosFault.of("disk full", disk::fill, () -> serveAgain(disk))));
        faults.addAll(byHand());
        return faults;
    }

    /** Candidates connect anew: with the session that they have, or with another one. */
    void stir() throws Exception {
        int how = random.nextInt(3);
        if (how != 0) {
            chaos.endAll();
        }
        if (how != 1) {
            chaos.network().dropConnections();
        }
    }

    private List<ChaosFault> access() {
        ACL another = new ACL(Perms.ALL, new Id("digest", Superuser.digest("worker:another")));
        ACL readable = new ACL(Perms.READ, new Id("digest", Superuser.digest(ChaosEnsemble.LOGIN)));
        return List.of(
                ChaosFault.of("client certificate expired", this::expire, () -> chaos.renewCertificate(WEEK)),
                ChaosFault.of("password changed", () -> permitOnly(another), this::permitAgain),
                ChaosFault.of("permission revoked", () -> permitOnly(readable), this::permitAgain));
    }

    /** First it is good, then it has expired while it is in use. */
    private void expire() throws Exception {
        long issued = System.nanoTime();
        chaos.renewCertificate(SHORT_LIFE);
        stir();
        Await.untilAfter(issued, SHORT_LIFE.multipliedBy(2));
        stir();
    }

    private void permitOnly(ACL acl) throws Exception {
        for (String path : chaos.tree()) {
            chaos.superuser().ask(handle -> {
                try {
                    permitted.putIfAbsent(path, handle.getACL(path, new Stat()));
                    // ZooKeeper asks the list whether it contains null.
                    return handle.setACL(path, new ArrayList<>(List.of(acl)), -1);
                } catch (NoNodeException gone) {
                    return new Stat();
                }
            });
        }
        stir();
    }

    private void permitAgain() {
        permitted.forEach((path, acl) -> chaos.superuser().ask(handle -> {
            try {
                return handle.setACL(path, acl, -1);
            } catch (NoNodeException gone) {
                return new Stat();
            }
        }));
        permitted.clear();
    }

    private List<ChaosFault> servers() {
        return List.of(
                ChaosFault.moment("servers restarted one after the other", () -> {
                    for (TestServer server : chaos.ensemble().servers()) {
                        server.restart();
                    }
                }),
                ChaosFault.of(
                        "leader of the ensemble killed", () -> strikeLeader().kill(), () -> struck().restart()),
                ChaosFault.of("all servers killed", chaos.ensemble()::kill, chaos.ensemble()::launch),
                ChaosFault.of(
                        "leader of the ensemble frozen", () -> strikeLeader().pause(), () -> struck().resume()),
                ChaosFault.of(
                        "follower cut off from the quorum",
                        () -> {
                            TestServer follower = chaos.ensemble().followers().get(0);
                            struck = follower;
                            chaos.ensemble().cutFromLeader(follower);
                        },
                        () -> chaos.ensemble().heal(struck())));
    }

    /** A server of ZooKeeper that cannot write ends. */
    private void serveAgain(SmallDisk disk) throws IOException, InterruptedException {
        disk.free();
        chaos.ensemble().servers().get(0).restart();
    }

    private TestServer strikeLeader() {
        TestServer leader = chaos.ensemble().leader();
        struck = leader;
        return leader;
    }

    private TestServer struck() {
        TestServer server = struck;
        if (server == null) {
            throw new IllegalStateException("no server was struck");
        }
        return server;
    }

    private List<ChaosFault> byHand() {
        return List.of(
                ChaosFault.moment("leader's node deleted", () -> {
                    for (Store.Entry leader : leaders()) {
                        delete(leader.path());
                    }
                }),
                ChaosFault.moment("leader's fence deleted", () -> deleteOf(".fence")),
                ChaosFault.moment("leader's sign deleted", () -> deleteOf(".sign")),
                ChaosFault.moment("leader's session ended", () -> {
                    for (Store.Entry leader : leaders()) {
                        chaos.end(leader.session());
                    }
                }),
                ChaosFault.moment("all sessions ended", chaos::endAll));
    }

    private List<Store.Entry> leaders() {
        return chaos.queue().stream().limit(1).toList();
    }

    private void deleteOf(String directory) {
        for (Store.Entry leader : leaders()) {
            for (String path : chaos.children(Store.ROOT + "/" + directory)) {
                boolean isLeaders = chaos.superuser().ask(handle -> {
                    Stat stat = handle.exists(path, false);
                    return stat != null && stat.getEphemeralOwner() == leader.session();
                });
                if (isLeaders) {
                    delete(path);
                }
            }
        }
    }

    private void delete(String path) {
        chaos.superuser().ask(handle -> {
            try {
                handle.delete(path, -1);
            } catch (NoNodeException gone) {
                return false;
            }
            return true;
        });
    }
}
