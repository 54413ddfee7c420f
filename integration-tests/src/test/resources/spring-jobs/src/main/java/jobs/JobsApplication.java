// SPDX-License-Identifier: Apache-2.0
package jobs;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** One of several processes that run {@link Job}. */
@SpringBootApplication
@EnableScheduling
public class JobsApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(JobsApplication.class, arguments);
    }
}
