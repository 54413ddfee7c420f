// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.loop;

import io.baton.spi.MonotonicClock;
import io.baton.spi.support.AsyncLogger;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one place where states change: everything that happens to a connection is an input that is taken in turn by one
 * thread. Inputs may be posted from any thread; everything else belongs to the thread that calls {@link #turn()}.
 */
public final class ElectionLoop {

    private static final AsyncLogger LOG = AsyncLogger.of(ElectionLoop.class);

    private static final long PAUSE_WITHOUT_MEMORY = 50_000_000;

    private record Timer(long time, long sequence, Runnable action) {}

    private final MonotonicClock clock;
    private final Runnable waker;
    private final DoubleSupplier random;
    private final ConcurrentLinkedQueue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>((a, b) ->
            a.time() != b.time() ? Long.compare(a.time(), b.time()) : Long.compare(a.sequence(), b.sequence()));
    private Runnable afterTurn = () -> {};
    private Consumer<Throwable> onFailure = failure -> {};
    private Consumer<Throwable> owner = failure -> {};
    private @Nullable Throwable unmended;
    private long sequence;

    /**
     * A loop that its owner has to turn.
     *
     * @param waker called, from any thread, when there is something to do before the time that the last turn answered
     * @param random numbers from 0 to 1
     */
    public ElectionLoop(MonotonicClock clock, Runnable waker, DoubleSupplier random) {
        this.clock = clock;
        this.waker = waker;
        this.random = random;
    }

    /** Adds an input. Never blocks. */
    public void post(Runnable input) {
        inbox.add(input);
        waker.run();
    }

    /** Does something at a time that the clock will show. For the loop's thread only. */
    public void at(long time, Runnable action) {
        if (time != Long.MAX_VALUE) {
            timers.add(new Timer(time, sequence++, action));
        }
    }

    /**
     * Does something after a pause, since something has thrown. For the loop's thread only.
     *
     * @return when the pause is over
     */
    public long retry(Runnable action) {
        long time = clock.nanos() + PAUSE_WITHOUT_MEMORY;
        at(time, action);
        return time;
    }

    /** Hears, beside the log, of everything that has thrown on the loop. */
    public void onFailure(Consumer<Throwable> listener) {
        onFailure = listener;
    }

    /**
     * Mends what an input has left half done that has thrown and that nothing else is responsible for. Asked again at each turn
     * while it runs out of memory.
     */
    public void ownedBy(Consumer<Throwable> mender) {
        owner = mender;
    }

    /** Tells of something that has thrown; the caller mends it. Does not throw. */
    public void threw(String where, Throwable cause) {
        LOG.error("{} has thrown; it is tried again, and everything else goes on", where, cause);
        try {
            onFailure.accept(cause);
        } catch (RuntimeException | Error e) {
            LOG.error("The listener of the loop's failures has thrown", e);
        }
    }

    /** What is done at the end of each turn. */
    public void afterTurn(Runnable action) {
        afterTurn = action;
    }

    public MonotonicClock clock() {
        return clock;
    }

    public double random() {
        return random.getAsDouble();
    }

    /**
     * Takes all inputs and does what is due.
     *
     * @return when the next turn is wanted at the latest, or {@link Long#MAX_VALUE}
     */
    public long turn() {
        mendLater();
        while (unmended == null && !inbox.isEmpty()) {
            take(inbox.remove());
        }
        for (Timer first = timers.peek();
                unmended == null && first != null && first.time() <= clock.nanos();
                first = timers.peek()) {
            timers.remove();
            take(first.action());
        }
        if (unmended == null) {
            take(afterTurn);
        }
        if (unmended != null) {
            return clock.nanos() + PAUSE_WITHOUT_MEMORY;
        }
        Timer first = timers.peek();
        if (!inbox.isEmpty()) {
            return clock.nanos();
        }
        return first == null ? Long.MAX_VALUE : first.time();
    }

    private void take(Runnable input) {
        try {
            input.run();
        } catch (RuntimeException | Error e) {
            // The deadline of every leadership holds without this loop; the other elections must not suffer.
            mend(e);
        }
    }

    private void mend(Throwable cause) {
        unmended = cause;
        try {
            threw("An input of the election loop", cause);
            owner.accept(cause);
            unmended = null;
        } catch (RuntimeException | Error e) {
            notMended(e);
        }
    }

    /** Memory may have come back. */
    private void mendLater() {
        Throwable cause = unmended;
        if (cause == null) {
            return;
        }
        try {
            owner.accept(cause);
            unmended = null;
        } catch (RuntimeException | Error e) {
            notMended(e);
        }
    }

    private void notMended(Throwable cause) {
        if (!(cause instanceof VirtualMachineError)) {
            unmended = null;
        }
        try {
            LOG.error("An input of the election loop has thrown, and so has what was to mend it", cause);
        } catch (RuntimeException | Error full) {
            // There is no memory for a line either.
        }
    }
}
