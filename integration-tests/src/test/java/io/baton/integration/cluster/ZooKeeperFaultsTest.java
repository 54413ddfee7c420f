// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.cluster;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(3600)
class ZooKeeperFaultsTest {

    @Test
    void inContainers() throws Exception {
        FaultMatrix.inContainers("ZooKeeper", ContainerCluster::zooKeeper);
    }

    @Test
    void inProcesses() throws Exception {
        FaultMatrix.inProcesses("ZooKeeper", ProcessCluster::zooKeeper);
    }

    @Test
    void anUpdateIsLostWithoutAFence() throws Exception {
        FaultMatrix.withoutFence("ZooKeeper", ProcessCluster::zooKeeper);
    }
}
