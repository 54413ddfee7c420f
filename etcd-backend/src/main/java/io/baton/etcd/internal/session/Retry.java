// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.session;

import io.baton.spi.support.Backoff;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Tries a request again that a member did not answer, or refused: after a refusal much later, since an operator has to mend the
 * cause first. Also looks again at what is watched when the watch is lost. For the strand only.
 */
public final class Retry {

    private static final Duration REFUSED = Duration.ofSeconds(1);
    private static final Duration SHORTEST_OF_WATCH = Duration.ofMillis(200);
    private static final Duration LONGEST_OF_WATCH = Duration.ofSeconds(2);

    private final SessionLink link;
    private final Backoff unanswered;
    private final Backoff refused;
    private Strand.Timer timer = () -> {};
    private boolean lost;

    /**
     * Has tried nothing yet.
     *
     * @param first the pause after the first try that was not answered
     * @param longest what that pause grows to
     */
    public Retry(SessionLink link, Duration first, Duration longest) {
        this.link = link;
        refused = Backoff.within(link.request().leaseDuration(), REFUSED);
        unanswered = new Backoff(first, longest);
    }

    /** For a watch, which {@link #succeeded} each time that it is armed. */
    public static Retry ofWatch(SessionLink link) {
        return new Retry(link, SHORTEST_OF_WATCH, LONGEST_OF_WATCH);
    }

    /** A watch is lost: looks at once, unless it was lost before and has not been armed since, which is a refusal. */
    public void lost(Runnable look) {
        if (lost) {
            later(true, look);
        } else {
            lost = true;
            look.run();
        }
    }

    public void later(boolean wasRefused, Runnable attempt) {
        double random = ThreadLocalRandom.current().nextDouble();
        long pause = wasRefused ? afterRefusal(refused.next(random), random) : unanswered.next(random);
        timer.cancel();
        timer = link.strand().later(Duration.ofNanos(pause), attempt);
    }

    private long afterRefusal(long atLeast, double random) {
        return link.refusalTurns().pause(link.nanos(), atLeast, random);
    }

    /** It has succeeded: the next pause is short again. */
    public void succeeded() {
        lost = false;
        unanswered.reset();
        refused.reset();
    }

    public void cancel() {
        timer.cancel();
    }
}
