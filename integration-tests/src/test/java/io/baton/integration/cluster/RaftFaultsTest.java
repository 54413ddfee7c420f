// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.cluster;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(3600)
class RaftFaultsTest {

    @Test
    void inContainers() throws Exception {
        FaultMatrix.inContainers("embedded Raft", () -> ContainerCluster.raft(FaultMatrix.LEASE));
    }

    @Test
    void inProcesses(@TempDir Path directory) throws Exception {
        FaultMatrix.inProcesses("embedded Raft", () -> ProcessCluster.raft(directory, FaultMatrix.LEASE));
    }

    @Test
    void anUpdateIsLostWithoutAFence(@TempDir Path directory) throws Exception {
        FaultMatrix.withoutFence("embedded Raft", () -> ProcessCluster.raft(directory, FaultMatrix.LEASE));
    }
}
