// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.elector;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.ElectionStatus;
import io.baton.internal.engine.Effect;
import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.ElectionName;
import io.baton.spi.QueuePosition;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ElectorRunnersTest {

    private static final long LEASE = 5_000_000_000L;
    private static final ElectionName NAME = new ElectionName("jobs");

    private final ElectorRunners runners = new ElectorRunners();
    private final Runner runner = new Runner();

    @BeforeEach
    void add() {
        runners.add(NAME, runner);
        runner.inputs = 0;
    }

    @Test
    void whatOnlyWaitsHearsOfNoProofAndNoHeartbeat() {
        runners.changed(runner, new State(false, Optional.empty()), false);

        runners.proven(1);
        runners.heartbeat("a");

        assertThat(runner.inputs).isZero();
    }

    @Test
    void whatLeadsHearsOfProofsUntilItDoesNotLead() {
        runners.changed(runner, new State(true, Optional.empty()), false);
        runners.proven(1);
        assertThat(runner.inputs).isOne();

        runners.changed(runner, new State(false, Optional.empty()), false);
        runners.proven(2);
        assertThat(runner.inputs).isOne();
    }

    @Test
    void anEndThatIsToBeCarriedOutGoesWithTheNextProof() {
        runners.changed(runner, new State(false, Optional.empty()), true);

        runners.proven(1);

        assertThat(runner.inputs).isOne();
    }

    @Test
    void heartbeatsOfOneSessionAreHeard() {
        runners.changed(runner, new State(false, Optional.of("a")), false);
        runners.heartbeat("b");
        assertThat(runner.inputs).isZero();
        runners.heartbeat("a");
        assertThat(runner.inputs).isOne();

        runners.changed(runner, new State(false, Optional.of("b")), false);
        runners.heartbeat("a");
        assertThat(runner.inputs).isOne();
    }

    @Test
    void nothingIsGivenToWhatHasLeft() {
        runners.changed(runner, new State(true, Optional.of("a")), false);
        runners.remove(NAME, runner);

        runners.proven(1);
        runners.heartbeat("a");

        assertThat(runner.inputs).isZero();
    }

    @Test
    void anotherElectorOfTheSameNameStays() {
        runners.remove(NAME, new Runner());

        runners.each(ElectionState::tick);

        assertThat(runner.inputs).isOne();
    }

    @Test
    void thousandsWakeTenTimesInALease() {
        Random random = new Random(1);
        TreeSet<Long> wakes = new TreeSet<>();
        for (int i = 0; i < 10_000; i++) {
            long wanted = -LEASE + (long) (random.nextDouble() * LEASE);
            long wake = runners.together(wanted, LEASE);
            assertThat(wake).isBetween(wanted, wanted + LEASE / 10);
            wakes.add(wake);
        }

        assertThat(wakes).hasSizeBetween(10, 11);
    }

    private record State(boolean leads, Optional<String> isWokenByHeartbeatsOf) implements ElectionState {

        @Override
        public ElectionStatus.State publicState() {
            return ElectionStatus.State.IDLE;
        }
    }

    private static final class Runner implements ElectorInputs {

        private int inputs;

        @Override
        public boolean apply(BiFunction<ElectionState, StepContext, Step> input) {
            inputs++;
            return true;
        }

        @Override
        public boolean applyForAll(BiFunction<ElectionState, StepContext, Step> input) {
            return apply(input);
        }

        @Override
        public boolean carryOut(Effect effect, Runnable how) {
            how.run();
            return true;
        }

        @Override
        public boolean isPresent(CandidacyFacts facts) {
            return true;
        }

        @Override
        public Optional<String> judge(QueuePosition queuePosition) {
            return Optional.empty();
        }
    }
}
