// SPDX-License-Identifier: Apache-2.0
package jobs;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateLockProvider;
import net.javacrumbs.shedlock.spring.annotation.EnableSchedulerLock;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The job under a lock of ShedLock, which lasts as long as a lease of Baton does in the same rounds. */
@Component
@Profile("shedlock")
class ShedLockJob {

    private final Job job;

    ShedLockJob(Job job) {
        this.job = job;
    }

    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.SECONDS)
    @SchedulerLock(name = "job", lockAtMostFor = "${job.lock-at-most-for}")
    void run() throws IOException {
        job.run();
    }

    /** As ShedLock's page shows it: with the time of the database. */
    @Configuration
    @Profile("shedlock")
    @EnableSchedulerLock(defaultLockAtMostFor = "${job.lock-at-most-for}")
    static class Locks {

        @Bean
        LockProvider lockProvider(DataSource dataSource) {
            return new JdbcTemplateLockProvider(JdbcTemplateLockProvider.Configuration.builder()
                    .withJdbcTemplate(new JdbcTemplate(dataSource))
                    .usingDbTime()
                    .build());
        }
    }
}
