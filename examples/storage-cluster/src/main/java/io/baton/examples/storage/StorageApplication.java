// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * A key-value store that runs in several processes over one database. All of them answer reads; the process that leads the
 * election {@code storage} writes, and the others send writers to it.
 */
@SpringBootApplication
@EnableScheduling
@EnableConfigurationProperties(StorageProperties.class)
public class StorageApplication {

    /** The election of the process that writes, and the resource in the database that its token is checked for. */
    static final String ELECTION = "storage";

    public static void main(String[] arguments) {
        SpringApplication.run(StorageApplication.class, arguments);
    }
}
