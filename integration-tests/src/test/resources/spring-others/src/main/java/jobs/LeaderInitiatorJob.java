// SPDX-License-Identifier: Apache-2.0
package jobs;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;
import org.springframework.integration.zookeeper.config.LeaderInitiatorFactoryBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The job where Spring Integration's leader initiator says by its events that this process leads. */
@Component
@Profile("leader-initiator")
class LeaderInitiatorJob {

    private final Job job;
    private volatile boolean leads;

    LeaderInitiatorJob(Job job) {
        this.job = job;
    }

    @EventListener
    void onGranted(OnGrantedEvent granted) {
        leads = true;
    }

    @EventListener
    void onRevoked(OnRevokedEvent revoked) {
        leads = false;
    }

    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.SECONDS)
    void run() throws IOException {
        if (leads) {
            job.run();
        }
    }

    /** As Spring Integration's reference shows it. */
    @Configuration
    @Profile("leader-initiator")
    static class Leaders {

        @Bean(initMethod = "start")
        CuratorFramework curator(
                @Value("${job.connect-string}") String connectString, @Value("${job.session-timeout}") int timeoutMillis) {
            return CuratorFrameworkFactory.newClient(connectString, timeoutMillis, timeoutMillis, new RetryForever(200));
        }

        @Bean
        LeaderInitiatorFactoryBean leaderInitiator(CuratorFramework curator) {
            return new LeaderInitiatorFactoryBean()
                    .setClient(curator)
                    .setPath("/leader-initiator/")
                    .setRole("job");
        }
    }
}
