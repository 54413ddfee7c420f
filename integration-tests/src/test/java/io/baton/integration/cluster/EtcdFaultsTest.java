// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.cluster;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(3600)
class EtcdFaultsTest {

    @Test
    void inContainers() throws Exception {
        FaultMatrix.inContainers("etcd", ContainerCluster::etcd);
    }

    @Test
    void inProcesses() throws Exception {
        FaultMatrix.inProcesses("etcd", ProcessCluster::etcd);
    }

    @Test
    void anUpdateIsLostWithoutAFence() throws Exception {
        FaultMatrix.withoutFence("etcd", ProcessCluster::etcd);
    }
}
