// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.faults;

import com.google.protobuf.ByteString;
import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.chaos.ChaosFault;
import io.baton.testkit.chaos.ChaosRun;
import io.baton.testkit.chaos.fault.FileFaults;
import io.baton.testkit.fixture.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What happens to a cluster and to what its clients need to be let in. To be used by one thread. */
final class ClusterFaults {

    private static final Duration SHORT_LIFE = Duration.ofSeconds(2);
    private static final Duration WEEK = Duration.ofDays(7);

    private final ChaosCluster cluster;
    private final Random random = new Random(ChaosRun.SEED);
    private List<EtcdServer> struck = List.of();

    ClusterFaults(ChaosCluster cluster) {
        this.cluster = cluster;
    }

    List<ChaosFault> all() {
        List<ChaosFault> faults = new ArrayList<>(FileFaults.of("TLS files", cluster.files(), this::stir));
        faults.addAll(cluster.network().faults());
        faults.addAll(access());
        faults.addAll(servers());
        faults.addAll(byHand());
        return faults;
    }

    /** Candidates connect anew: with the session that they have, or with another one. */
    void stir() {
        int how = random.nextInt(3);
        if (how != 0) {
            cluster.revokeAll();
        }
        if (how != 1) {
            cluster.network().dropConnections();
        }
    }

    private List<ChaosFault> access() {
        return List.of(
                ChaosFault.of("client certificate expired", this::expire, () -> cluster.renewCertificate(WEEK)),
                ChaosFault.of(
                        "password changed",
                        () -> changePassword("another"),
                        () -> cluster.administrator().changePassword(ChaosCluster.USER, ChaosCluster.PASSWORD)),
                ChaosFault.of(
                        "permission revoked",
                        () -> cluster.administrator().forbid(ChaosCluster.USER, ChaosCluster.PREFIX),
                        () -> cluster.administrator().permit(ChaosCluster.USER, ChaosCluster.PREFIX)));
    }

    /** First it is good, then it has expired while it is in use. */
    private void expire() throws Exception {
        long issued = System.nanoTime();
        cluster.renewCertificate(SHORT_LIFE);
        stir();
        Await.untilAfter(issued, SHORT_LIFE.multipliedBy(2));
        stir();
    }

    private void changePassword(String password) {
        cluster.administrator().changePassword(ChaosCluster.USER, password);
        stir();
    }

    private List<ChaosFault> servers() {
        return List.of(
                ChaosFault.moment("members restarted one after the other", this::restartAll),
                ChaosFault.of("etcd leader killed", this::killLeader, this::launch),
                ChaosFault.of("all members killed", this::killAll, this::launch),
                ChaosFault.of("etcd leader frozen", this::freezeLeader, this::wake));
    }

    private void restartAll() throws InterruptedException {
        for (EtcdServer member : cluster.members()) {
            member.restart();
        }
    }

    private void killLeader() {
        struck = List.of(cluster.leader());
        struck.forEach(EtcdServer::kill);
    }

    private void killAll() {
        struck = cluster.members();
        struck.forEach(EtcdServer::kill);
    }

    private void launch() {
        struck.forEach(EtcdServer::launch);
        struck.forEach(EtcdServer::awaitServing);
    }

    private void freezeLeader() throws InterruptedException {
        struck = List.of(cluster.leader());
        struck.get(0).pause();
    }

    private void wake() throws InterruptedException {
        struck.get(0).resume();
        struck.get(0).awaitServing();
    }

    private List<ChaosFault> byHand() {
        return List.of(
                ChaosFault.moment("leader's key deleted", () -> {
                    if (!cluster.queue().isEmpty()) {
                        cluster.administrator().delete(cluster.queue().get(0).getKey());
                    }
                }),
                ChaosFault.moment("leader's fence deleted", () -> deleteOf(".fence/")),
                ChaosFault.moment("leader's sign deleted", () -> deleteOf(".sign/")),
                ChaosFault.moment("leader's guard deleted", () -> deleteOf(".guard/")),
                ChaosFault.moment(
                        "leader's lease revoked",
                        () -> cluster.queue().stream()
                                .limit(1)
                                .forEach(leader -> cluster.administrator().revoke(leader.getLease()))),
                ChaosFault.moment("all leases revoked", cluster::revokeAll));
    }

    private void deleteOf(String kind) {
        cluster.queue().stream()
                .limit(1)
                .forEach(leader -> cluster.administrator()
                        .delete(ByteString.copyFromUtf8(
                                ChaosCluster.PREFIX + kind + Long.toHexString(leader.getLease()))));
    }
}
