// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.system;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import java.util.Map;

/** Baton, as an application uses it. */
final class BatonClient implements SystemClient {

    private final Baton baton;

    private BatonClient(Map<String, String> configuration) {
        baton = Baton.connect(configuration);
    }

    static BatonClient zooKeeper(String address) {
        return new BatonClient(Map.of(
                "baton.backend",
                "zookeeper",
                "baton.zookeeper.connect-string",
                address,
                "baton.lease-duration",
                SystemClient.LEASE.toSeconds() + "s"));
    }

    static BatonClient etcd(String address) {
        return new BatonClient(Map.of(
                "baton.backend",
                "etcd",
                "baton.etcd.endpoints",
                "http://" + address,
                "baton.lease-duration",
                SystemClient.LEASE.toSeconds() + "s"));
    }

    /** The address holds the members, this member's id and its directory, with spaces between. */
    static BatonClient raft(String address) {
        String[] parts = address.split(" ", -1);
        return new BatonClient(Map.of(
                "baton.backend",
                "raft",
                "baton.raft.members",
                parts[0],
                "baton.raft.id",
                parts[1],
                "baton.raft.data-dir",
                parts[2],
                "baton.connect-timeout",
                "60s"));
    }

    @Override
    public ElectionEntry enter(String election, Runnable onElected) {
        LeaderElector elector = baton.elector(election);
        elector.listen(new LeadershipListener() {
            @Override
            public void onElected(Leadership leadership) {
                onElected.run();
            }
        });
        elector.start();
        return elector::close;
    }

    @Override
    public boolean hasLeader(String election) throws InterruptedException {
        return baton.find(election)
                .orElseGet(() -> baton.elector(election))
                .leader()
                .isPresent();
    }

    @Override
    public void close() {
        baton.close();
    }
}
