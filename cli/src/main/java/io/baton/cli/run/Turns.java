// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.run;

import io.baton.BatonException;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What happens to a candidate, in order. Thread-safe. */
final class Turns implements LeadershipListener {

    private final BlockingQueue<Turn> queue = new LinkedBlockingQueue<>();

    @Override
    public void onElected(Leadership leadership) {
        queue.add(new Turn.Elected(leadership));
    }

    @Override
    public void onRefused(BatonException why) {
        queue.add(new Turn.Refused(why));
    }

    void end() {
        queue.add(new Turn.Ended());
    }

    Turn next(Optional<Duration> atMost) throws InterruptedException {
        if (atMost.isEmpty()) {
            return queue.take();
        }
        @Nullable Turn turn = queue.poll(atMost.get().toMillis(), TimeUnit.MILLISECONDS);
        return turn == null ? new Turn.TimedOut() : turn;
    }
}
