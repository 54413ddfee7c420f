// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.lines;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waiting for what will come, but may take its time on a busy machine. */
final class Await {

    static final Duration LONG = Duration.ofSeconds(60);

    private Await() {}

    static void until(String what, Callable<Boolean> question) {
        Awaitility.await(what)
                .atMost(LONG)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .pollInSameThread()
                .until(question);
    }

    /** Until the application leads. */
    static Leadership leadership(Application application, String election) throws InterruptedException {
        LeaderElector elector = application.bean(Baton.class).find(election).orElseThrow();
        return elector.awaitLeadership(LONG).orElseThrow();
    }
}
