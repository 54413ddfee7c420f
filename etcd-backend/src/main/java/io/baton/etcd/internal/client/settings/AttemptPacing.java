// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client.settings;

import io.baton.spi.MonotonicClock;
import io.baton.spi.support.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before a cluster is asked again that cannot be reached, or that accepts no login. Shared by the sessions of
 * one backend, which follow each other: a new session does not begin in haste again. Thread-safe.
 */
public final class AttemptPacing {

    /** Before another round over all members; doubled up to the longest. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

    private static final int DOUBLINGS = 2;

    /** So many rounds may still save a leadership. After that a store that is away is not to be stormed. */
    private static final int QUICK_ROUNDS = 2;

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(1_250);

    /** Shortens pauses by up to a tenth, so that processes do not try in step. */
    private static final double CHANCE = 0.2;

    /** A password that is changed back soon shall not cost a leadership more than the change itself. */
    private static final long FIRST_LOGINS = Duration.ofMinutes(1).toNanos();

    /** A login costs the cluster a hash that is slow on purpose: after the first minute one in more than ten seconds. */
    private static final Duration BETWEEN_LOGINS = Duration.ofSeconds(12);

    private final Backoff firstLogins = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4));
    private volatile long rejectedFirst;
    private volatile int roundsInVain;
    private volatile long loginDue;
    private volatile Optional<Exception> rejection = Optional.empty();

    /** How many rounds over all members have been in vain since one was of use. */
    int roundsInVain() {
        return roundsInVain;
    }

    /** All members have been tried in vain once more. */
    public void roundInVain() {
        int before = roundsInVain;
        roundsInVain = Math.min(before, QUICK_ROUNDS) + 1;
    }

    /** A member has been of use. */
    public void useful() {
        roundsInVain = 0;
    }

    /** Before another round. */
    public Duration beforeRound() {
        int rounds = roundsInVain;
        return rounds > QUICK_ROUNDS
                ? BETWEEN_ATTEMPTS
                : SHORTEST_PAUSE.multipliedBy(1L << Math.max(0, Math.min(rounds - 1, DOUBLINGS)));
    }

    /** Before the next member of a round; also before the first of a new session. */
    public Duration beforeAttempt() {
        return roundsInVain > QUICK_ROUNDS ? BETWEEN_ATTEMPTS : Duration.ZERO;
    }

    /** A login was not accepted. To be called on the strand of one session at a time. */
    public void rejected(Exception cause) {
        long now = MonotonicClock.SYSTEM.nanos();
        if (rejection.isEmpty()) {
            rejectedFirst = now;
            firstLogins.reset();
        }
        rejection = Optional.of(cause);
        double chance = CHANCE * ThreadLocalRandom.current().nextDouble();
        loginDue = now
                + (now - rejectedFirst < FIRST_LOGINS
                        ? firstLogins.next(chance)
                        : (long) (BETWEEN_LOGINS.toNanos() * (1 - chance / 2)));
    }

    /** A login was accepted. */
    public void loggedIn() {
        rejection = Optional.empty();
    }

    /** Why the last login was not accepted, if it was not. */
    public Optional<Exception> rejection() {
        return rejection;
    }

    /** How long the next login has to wait; zero or less if it need not. */
    public Duration beforeLogin() {
        return rejection.isEmpty() ? Duration.ZERO : Duration.ofNanos(loginDue - MonotonicClock.SYSTEM.nanos());
    }
}
