// SPDX-License-Identifier: Apache-2.0
package jobs;

import io.baton.LeaderOnly;
import io.baton.Leadership;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Works as its orders say, which each run reads anew, and writes down when it begins, is interrupted and ends. */
@Component
class Job {

    private final String orders;
    private final RunLog log;
    private final MeterRegistry meters;

    Job(@Value("${job.orders}") String orders, @Value("${job.log}") String log, MeterRegistry meters)
            throws IOException {
        this.orders = orders;
        this.log = new RunLog(log);
        this.meters = meters;
    }

    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.SECONDS)
    @LeaderOnly("job")
    void run() throws IOException {
        Leadership leadership = Leadership.current().orElseThrow();
        long token = leadership.token().value();
        log.write("begin", token, Thread.currentThread().toString().replace(' ', '-'));
        try {
            work(Orders.read(orders), leadership, token);
        } finally {
            log.write("end", token, Long.toString(suspectedOverlaps()));
        }
    }

    private void work(Orders now, Leadership leadership, long token) throws IOException {
        try {
            Thread.sleep(now.workMillis());
        } catch (InterruptedException interrupted) {
            log.write("interrupt", token, leadership.isHeld() ? "held" : "lost");
            now.linger();
        }
    }

    /** How often this process has suspected until now that two led. */
    private long suspectedOverlaps() {
        return (long) meters.get("baton.overlap.suspected").counter().count();
    }
}
