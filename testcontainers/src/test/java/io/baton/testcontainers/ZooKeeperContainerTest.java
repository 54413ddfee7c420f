// SPDX-License-Identifier: Apache-2.0
package io.baton.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@Testcontainers(disabledWithoutDocker = true)
class ZooKeeperContainerTest {

    @Container
    private static final ZooKeeperContainer ZOOKEEPER = new ZooKeeperContainer();

    @Container
    private static final ZooKeeperEnsembleContainers ENSEMBLE = new ZooKeeperEnsembleContainers();

    @Test
    void aLeadershipIsHandedOnAtOneServer() throws InterruptedException {
        try (ElectionInContainers election = new ElectionInContainers(ZOOKEEPER::configuration)) {
            election.handOver();
        }
    }

    @Test
    void theElectionGoesOnWhileEachServerInTurnIsKilledAndComesBack() throws InterruptedException {
        try (ElectionInContainers election = new ElectionInContainers(ENSEMBLE::configuration)) {
            for (ZooKeeperContainer server : ENSEMBLE.servers()) {
                String address = server.connectString();
                ContainerFaults.kill(server);
                election.goOn();
                ContainerFaults.start(server);
                new ServingWaitStrategy().waitUntilReady(server);
                assertThat(server.connectString()).isEqualTo(address);
            }
            ContainerFaults.terminate(ENSEMBLE.servers().get(0));
            election.goOn();
        }
    }
}
