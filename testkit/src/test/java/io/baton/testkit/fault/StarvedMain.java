// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.spi.MonotonicClock;
import io.baton.testkit.memory.InMemoryBackend;
import io.baton.testkit.memory.MemoryStore;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** A process in which, on order, no thread can be started any more; it stands in an election of its own meanwhile. */
final class StarvedMain {

    private static final Map<String, String> SETTINGS =
            Map.of("baton.lease-duration", "1s", "baton.resign-backoff", "100ms");

    private final InMemoryBackend backend = new InMemoryBackend(new MemoryStore(MonotonicClock.SYSTEM));
    private final Baton baton = Baton.connect(backend, SETTINGS);
    private final LeaderElector elector = baton.elector("starved");
    private final List<Thread> hungry = new CopyOnWriteArrayList<>();
    private volatile long worked;
    private final CountDownLatch fed = new CountDownLatch(1);

    private StarvedMain() {}

    public static void main(String[] arguments) throws Exception {
        StarvedMain process = new StarvedMain();
        process.elector.whileLeader(leadership -> {
            process.worked = leadership.token().value();
            while (leadership.isHeld()) {
                Thread.sleep(10);
            }
        });
        process.elector.start();
        var input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            process.obey(line);
        }
    }

    private void obey(String order) throws InterruptedException {
        switch (order) {
            case "starve" -> starve();
            case "feed" -> feed();
            case "expire" -> System.out.println("expired " + backend.expireSession());
            case "resign" -> elector.resign();
            case "work" -> work();
            case "close" -> {
                baton.close();
                System.out.println("closed, sessions " + backend.store().sessions());
            }
            default -> throw new IllegalArgumentException(order);
        }
    }

    /** Waits until the work of the present leadership has begun. */
    private void work() throws InterruptedException {
        long token = elector.awaitLeadership().token().value();
        while (worked != token) {
            Thread.sleep(1);
            token = elector.awaitLeadership().token().value();
        }
        System.out.println("works " + token);
    }

    /** Takes every thread that there is, also those that become free later, until it is fed. */
    private void starve() throws InterruptedException {
        CountDownLatch none = new CountDownLatch(1);
        startDaemon(() -> {
            while (fed.getCount() > 0) {
                try {
                    hungry.add(startDaemon(() -> awaitQuietly(fed)));
                } catch (OutOfMemoryError noMore) {
                    none.countDown();
                    LockSupport.parkNanos(1_000_000);
                }
            }
        });
        none.await();
        System.out.println("no thread is left");
    }

    private void feed() throws InterruptedException {
        fed.countDown();
        for (Thread thread : hungry) {
            thread.join();
        }
        System.out.println("threads again");
    }

    private static Thread startDaemon(Runnable work) {
        Thread thread = new Thread(work, "hungry");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void awaitQuietly(CountDownLatch food) {
        try {
            food.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
