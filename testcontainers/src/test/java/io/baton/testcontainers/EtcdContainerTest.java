// SPDX-License-Identifier: Apache-2.0
package io.baton.testcontainers;

import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@Testcontainers(disabledWithoutDocker = true)
class EtcdContainerTest {

    @Container
    private static final EtcdContainer ETCD = new EtcdContainer();

    @Container
    private static final EtcdClusterContainers CLUSTER = new EtcdClusterContainers();

    @Test
    void aLeadershipIsHandedOnAtOneMember() throws InterruptedException {
        try (ElectionInContainers election = new ElectionInContainers(ETCD::configuration)) {
            election.handOver();
        }
    }

    @Test
    void theElectionGoesOnWhileEachMemberInTurnIsFrozenOrKilled() throws InterruptedException {
        try (ElectionInContainers election = new ElectionInContainers(CLUSTER::configuration)) {
            for (EtcdContainer member : CLUSTER.members()) {
                ContainerFaults.freeze(member);
                election.goOn();
                ContainerFaults.wake(member);
                ContainerFaults.kill(member);
                election.goOn();
                ContainerFaults.start(member);
            }
            election.handOver();
        }
    }
}
