// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.application;

import io.baton.Baton;
import io.baton.LeaderElector;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process that is stopped in one of several ways while its task runs. */
final class ExitingMain {

    private ExitingMain() {}

    public static void main(String[] arguments) throws Exception {
        boolean hookOfTheApplication = arguments[0].equals("hook");
        String onShutdown = Boolean.toString(!hookOfTheApplication);
        Map<String, String> settings =
                Map.of("baton.backend", "memory", "baton.lease-duration", "30s", "baton.close-on-shutdown", onShutdown);
        Baton baton = Baton.connect(settings);
        Baton second = Baton.connect(Map.of("baton.backend", "memory", "baton.lease-duration", "30s"));
        if (hookOfTheApplication) {
            Runtime.getRuntime().addShutdownHook(new Thread(baton::close));
        }
        LeaderElector elector = baton.elector("billing");
        CountDownLatch secondStands = new CountDownLatch(1);
        elector.whileLeader(leadership -> {
            secondStands.await();
            say("working");
            if (!arguments[1].equals("wait")) {
                say("exits");
                System.exit(7);
            }
            new CountDownLatch(1).await();
        });
        elector.start().awaitLeadership();
        LeaderElector next = second.elector("billing");
        CountDownLatch nextLeads = new CountDownLatch(1);
        next.whileLeader(leadership -> {
            say("the next leads");
            nextLeads.countDown();
        });
        if (arguments[1].equals("wait")) {
            // Both candidates are in this process, which must not end between the release and the next leadership.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitQuietly(nextLeads)));
        }
        next.start();
        while (next.candidates().size() < 2) {
            Thread.onSpinWait();
        }
        secondStands.countDown();
        new CountDownLatch(1).await();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            var unused = latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(String what) {
        System.out.println(what);
        System.out.flush();
    }
}
