// SPDX-License-Identifier: Apache-2.0
package io.baton.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@Testcontainers(disabledWithoutDocker = true)
class RaftGroupContainersTest {

    @Container
    private static final RaftGroupContainers GROUP = new RaftGroupContainers().withLeaseDuration(Duration.ofSeconds(3));

    @Test
    void theElectionGoesOnWhileEachMemberInTurnIsKilledAndComesBack() throws InterruptedException {
        try (ElectionInContainers election = new ElectionInContainers(GROUP::configuration)) {
            for (GenericContainer<?> member : GROUP.members()) {
                ContainerFaults.kill(member);
                election.goOn();
                ContainerFaults.start(member);
            }
            election.handOver();
        }
    }

    @Test
    void eachConfigurationHasAnIdOfItsOwn() {
        assertThat(GROUP.configuration().get("baton.raft.id"))
                .isNotEqualTo(GROUP.configuration().get("baton.raft.id"));
    }

    @Test
    void aGroupOfNoneOrTooManyIsRefused() {
        assertThatThrownBy(() -> new RaftGroupContainers(0)).hasMessageContaining("it may have 1 to 7");
        assertThatThrownBy(() -> new RaftGroupContainers(8)).hasMessageContaining("it may have 1 to 7");
    }
}
