// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.testkit.memory.InMemoryBackend;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A leadership that begins without a request is proven from then on, whatever the successor was doing when it was told. */
class HandOverProofTest extends FaultScenario {

    private static final String ELECTION = "handed-over";

    private final AtomicInteger proofs = new AtomicInteger();

    @Test
    void aSuccessorThatIsAskingWhereItStandsProvesItselfAllTheSame() {
        connect("baton.request-timeout", "400ms");
        backend.always("prove", proofs::incrementAndGet);
        try (Baton other = Baton.connect(new InMemoryBackend(store), Map.of())) {
            LeaderElector leader = other.elector(ELECTION).start();
            await("the other leads", leader::isLeader);
            LeaderElector successor = baton().elector(ELECTION).start();
            await("a bid stands", () -> proofs.get() > 1);

            backend.loses("position");
            backend.entrant().positionChanged();
            await("the answer is lost", () -> backend.hasLost("position"));
            leader.close();
            await("the successor leads", successor::isLeader);
            Leadership leadership = successor.leadership().orElseThrow();
            int before = proofs.get();

            await("it is proven", () -> proofs.get() > before + 3 || !leadership.isHeld());
            assertThat(leadership.isHeld()).isTrue();
        }
    }
}
