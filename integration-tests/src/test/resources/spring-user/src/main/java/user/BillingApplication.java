// SPDX-License-Identifier: Apache-2.0
package user;

import io.baton.LeaderOnly;
import io.baton.Leadership;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@SpringBootApplication
@EnableScheduling
public class BillingApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(BillingApplication.class, arguments);
    }

    @Component
    static class Billing {

        @Scheduled(fixedRate = 1, timeUnit = TimeUnit.SECONDS)
        @LeaderOnly("billing")
        void sendInvoices() {
            System.out.println("invoices sent with token " + Leadership.current().orElseThrow().token());
        }
    }
}
