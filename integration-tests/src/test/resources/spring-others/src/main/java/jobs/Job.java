// SPDX-License-Identifier: Apache-2.0
package jobs;

import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Works as its orders say, which each run reads anew, and writes down when it begins, is interrupted and ends. */
@Component
class Job {

    /** Neither library has tokens. */
    private static final long NO_TOKEN = 0;

    private final String orders;
    private final RunLog log;

    Job(@Value("${job.orders}") String orders, @Value("${job.log}") String log) throws IOException {
        this.orders = orders;
        this.log = new RunLog(log);
    }

    void run() throws IOException {
        log.write("begin", NO_TOKEN, Thread.currentThread().toString().replace(' ', '-'));
        try {
            work(Orders.read(orders));
        } finally {
            log.write("end", NO_TOKEN, "0");
        }
    }

    private void work(Orders now) throws IOException {
        try {
            Thread.sleep(now.workMillis());
        } catch (InterruptedException interrupted) {
            log.write("interrupt", NO_TOKEN, "lost");
            now.linger();
        }
    }
}
