// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.Candidate;
import io.baton.ElectorOptions;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import io.baton.LossReason;
import io.baton.internal.DefaultBaton;
import io.baton.internal.config.ElectionSettings;
import io.baton.internal.config.Settings;
import io.baton.internal.loop.ElectionLoop;
import io.baton.spi.ElectionBackend;
import io.baton.spi.MonotonicClock;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Connections that call the application wrongly. */
final class BrokenCallbacks {

    private static final Duration TURN = Duration.ofMillis(2);

    private BrokenCallbacks() {}

    /** A connection that tells every loss twice. */
    static Baton unpaired(Baton baton) {
        return proxy(Baton.class, (proxy, method, arguments) -> {
            @Nullable Object result = invoke(baton, method, arguments);
            return result instanceof LeaderElector elector ? unpaired(elector) : result;
        });
    }

    private static LeaderElector unpaired(LeaderElector elector) {
        return proxy(
                LeaderElector.class,
                (proxy, method, arguments) -> method.getName().equals("listen")
                        ? elector.listen(new ToldTwice((LeadershipListener) arguments[0]))
                        : invoke(elector, method, arguments));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private record ToldTwice(LeadershipListener listener) implements LeadershipListener {

        @Override
        public void onElected(Leadership leadership) {
            listener.onElected(leadership);
        }

        @Override
        public void onLost(Leadership leadership, LossReason reason) {
            listener.onLost(leadership, reason);
            listener.onLost(leadership, reason);
        }

        @Override
        public void onRefused(BatonException why) {
            listener.onRefused(why);
        }
    }

    /** A connection that calls listeners in the thread that renews. */
    static Baton inTheLoop(ElectionBackend backend, Duration lease) {
        Settings settings = new Settings(
                lease,
                lease.dividedBy(4),
                lease.multipliedBy(10),
                true,
                0.01,
                new Candidate("in-the-loop"),
                ElectionSettings.of(ElectorOptions.DEFAULTS));
        ElectionLoop loop = new ElectionLoop(MonotonicClock.SYSTEM, () -> {}, () -> 0.5);
        DefaultBaton baton = new DefaultBaton(backend, settings, loop, Runnable::run);
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        Thread thread = new Thread(() -> turn(loop, closed), "baton-in-the-loop");
        thread.setDaemon(true);
        thread.start();
        return proxy(Baton.class, (proxy, method, arguments) -> {
            if (method.getName().equals("close")) {
                baton.close();
                closed.complete(true);
                return null;
            }
            return invoke(baton, method, arguments);
        });
    }

    private static void turn(ElectionLoop loop, CompletableFuture<Boolean> closed) {
        while (!closed.isDone()) {
            loop.turn();
            LockSupport.parkNanos(TURN.toNanos());
        }
    }
}
