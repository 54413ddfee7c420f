// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.process;

import io.baton.benchmarks.system.PeerSystem.Store;

/** Starts the servers of stores. */
public final class StoreServers {

    private StoreServers() {}

    /** A new server of a store that has servers. */
    public static StoreServer start(Store store, Storage storage) throws InterruptedException {
        return switch (store) {
            case ZOOKEEPER -> ZooKeeperStore.start(storage);
            case ETCD -> EtcdStore.start(storage);
            case RAFT -> throw new IllegalArgumentException("embedded Raft has no servers");
        };
    }
}
