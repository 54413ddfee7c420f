// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import io.baton.LossReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A listener hears the end of those leaderships only whose beginning it has heard. */
class LateListenerTest {

    private static final int TIMES = 100;

    private final Connections connections = new Connections();

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void aListenerThatComesWhileALeadershipEndsDoesNotHearOfThatEndAlone() throws Exception {
        Baton baton = connections.connect();
        for (int i = 0; i < TIMES; i++) {
            LeaderElector elector = baton.elector("late-" + i).start();
            assertThat(elector.awaitLeadership(Connections.SOON)).isPresent();
            Heard late = new Heard();

            elector.resign();
            elector.listen(late);
            elector.close();
            Heard last = new Heard();
            LeaderElector after = baton.elector("after-" + i);
            after.listen(last);
            after.start();

            assertThat(last.calls.poll(Connections.SOON.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo("elected");
            List<String> calls = new ArrayList<>();
            late.calls.drainTo(calls);
            assertThat(calls).as("round " + i).isIn(List.of(), List.of("elected", "lost"));
            after.close();
        }
    }

    private static final class Heard implements LeadershipListener {

        private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

        @Override
        public void onElected(Leadership leadership) {
            calls.add("elected");
        }

        @Override
        public void onLost(Leadership leadership, LossReason reason) {
            calls.add("lost");
        }
    }
}
