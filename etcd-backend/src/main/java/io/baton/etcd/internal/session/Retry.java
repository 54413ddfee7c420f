// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.session;

import io.baton.spi.support.Backoff;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Tries a request again that a member did not answer, or refused: after a refusal much later, since an operator has to mend the
 * cause first. For the strand only.
 */
public final class Retry {

    private static final Duration REFUSED = Duration.ofSeconds(1);

    private final SessionLink link;
    private final Backoff unanswered;
    private final Backoff refused;
    private Strand.Timer timer = () -> {};

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
        unanswered.reset();
        refused.reset();
    }

    public void cancel() {
        timer.cancel();
    }
}
