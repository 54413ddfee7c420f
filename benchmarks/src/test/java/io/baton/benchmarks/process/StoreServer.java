// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.process;

import io.baton.benchmarks.system.PeerSystem.Store;

/** A server, in a process of its own, with what it says of itself. */
public interface StoreServer extends AutoCloseable {

    /** A new server of a store that has servers. */
    static StoreServer start(Store store, Storage storage) throws InterruptedException {
        return switch (store) {
            case ZOOKEEPER -> ZooKeeperStore.start(storage);
            case ETCD -> EtcdStore.start(storage);
            case RAFT -> throw new IllegalArgumentException("embedded Raft has no servers");
        };
    }

    String address();

    /** The product and its release. */
    String version();

    long pid();

    /** How many messages clients have sent up to now. */
    long requests();

    /** How many entries of candidates are in the store, and possibly other ones. */
    long entries();

    /** Puts more candidates behind the last one of a queue, which holds one already. They stay until the server ends. */
    void queue(String election, int count) throws Exception;

    /** Ends the server and deletes its data. */
    @Override
    void close();
}
