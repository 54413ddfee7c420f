// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.internal.callback.CallbackQueue;
import io.baton.internal.callback.ProofCalls;
import io.baton.internal.loop.ElectionLoop;
import io.baton.internal.report.SessionListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each proof that is asked for ends once, and slow listeners make no long queues. */
class ProofReportsTest {

    private long now = 1_000;

    private final List<String> told = new ArrayList<>();
    private final ElectionLoop loop = new ElectionLoop(() -> now, () -> {}, () -> 0.5);
    private final ProofReports reports = new ProofReports(loop);
    private final SessionListener listener = new SessionListener() {
        @Override
        public void proven(Duration latency) {
            told.add("proven " + latency.toNanos());
        }

        @Override
        public void proofFailed(Duration after) {
            told.add("failed " + after.toNanos());
        }
    };

    private void after(long nanos) {
        now += nanos;
    }

    @Test
    void aProofIsToldWithTheTimeSinceItWasSent() {
        reports.add(listener);
        reports.asked();
        after(30);
        reports.proven(1_010);
        reports.failed();
        assertThat(told).containsExactly("proven 20");
    }

    @Test
    void aProofThatWasRefusedOrIsUnknownIsToldOnce() {
        reports.add(listener);
        reports.asked();
        after(50);
        reports.failed();
        reports.failed();
        assertThat(told).containsExactly("failed 50");
    }

    @Test
    void aProofThatIsFollowedByAnotherWithoutAnAnswerHasFailed() {
        reports.add(listener);
        reports.asked();
        after(70);
        reports.asked();
        after(5);
        reports.proven(1_070);
        assertThat(told).containsExactly("failed 70", "proven 5");
    }

    @Test
    void proofsThatNoOneAskedForAreToldWhenTheySucceed() {
        reports.add(listener);
        after(8);
        reports.proven(1_000);
        after(8);
        reports.proven(1_008);
        assertThat(told).containsExactly("proven 8", "proven 8");
    }

    @Test
    void aListenerThatThrowsKeepsNothingFromTheOthers() {
        reports.add(new SessionListener() {
            @Override
            public void proven(Duration latency) {
                throw new StackOverflowError("on purpose");
            }
        });
        reports.add(listener);
        reports.asked();
        reports.proven(1_000);
        assertThat(told).containsExactly("proven 0");
    }

    @Test
    void aProofThatWasAskedForBeforeTheListenerCameHasNoFailure() {
        reports.asked();
        reports.add(listener);
        reports.failed();
        reports.remove(listener);
        reports.asked();
        reports.proven(1_000);
        assertThat(told).isEmpty();
    }

    @Test
    void aListenerThatIsBehindMissesProofsAndIsToldTheNextOnesAgain() {
        List<Runnable> threads = new ArrayList<>();
        ProofCalls calls = new ProofCalls(new CallbackQueue(threads::add, "test"));
        for (int i = 0; i < 3 * ProofCalls.MOST_WAITING; i++) {
            calls.add(() -> told.add("call"));
        }
        threads.remove(0).run();
        assertThat(told).hasSize(ProofCalls.MOST_WAITING);
        calls.add(() -> told.add("next"));
        threads.remove(0).run();
        assertThat(told).endsWith("next").hasSize(ProofCalls.MOST_WAITING + 1);
    }
}
