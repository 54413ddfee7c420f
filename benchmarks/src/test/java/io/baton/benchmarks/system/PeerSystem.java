// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.system;

import java.io.IOException;
import java.util.Locale;

/** A system that is measured. */
public enum PeerSystem {
    BATON_ZOOKEEPER("Baton", Store.ZOOKEEPER) {
        @Override
        SystemClient connect(String address) {
            return BatonClient.zooKeeper(address);
        }
    },
    LEADER_LATCH("Curator LeaderLatch", Store.ZOOKEEPER) {
        @Override
        SystemClient connect(String address) throws InterruptedException {
            return new LatchClient(CuratorConnection.open(address));
        }
    },
    LEADER_SELECTOR("Curator LeaderSelector", Store.ZOOKEEPER) {
        @Override
        SystemClient connect(String address) throws InterruptedException {
            return new SelectorClient(CuratorConnection.open(address));
        }
    },
    /** The recipe of ZooKeeper's documentation with nothing around it: what no library can undercut by much. */
    ZOOKEEPER_FLOOR("floor: plain ZooKeeper client", Store.ZOOKEEPER) {
        @Override
        SystemClient connect(String address) throws Exception {
            return FloorClient.connect(address);
        }
    },
    BATON_ETCD("Baton", Store.ETCD) {
        @Override
        SystemClient connect(String address) {
            return BatonClient.etcd(address);
        }
    },
    CAMPAIGN("etcd Campaign", Store.ETCD) {
        @Override
        SystemClient connect(String address) {
            return CampaignClient.connect(address);
        }
    },
    BATON_RAFT("Baton", Store.RAFT) {
        @Override
        SystemClient connect(String address) {
            return BatonClient.raft(address);
        }
    },
    PLAIN_RATIS("plain Ratis", Store.RAFT) {
        @Override
        SystemClient connect(String address) throws IOException {
            return RatisClient.connect(address);
        }
    };

    private final String title;
    private final Store store;

    PeerSystem(String title, Store store) {
        this.title = title;
        this.store = store;
    }

    /** Connects this process. */
    abstract SystemClient connect(String address) throws Exception;

    public String title() {
        return title;
    }

    public Store store() {
        return store;
    }

    /** An election of this system alone: candidates of several systems can stand in one queue. */
    public String election(String purpose) {
        return purpose + "-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public boolean isBaton() {
        return title.equals(BATON_ZOOKEEPER.title);
    }

    /** What a system keeps its elections in. */
    public enum Store {
        ZOOKEEPER("ZooKeeper"),
        ETCD("etcd"),
        RAFT("embedded Raft");

        private final String title;

        Store(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }
}
