// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.spring;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/** Applications of Spring Boot that elect over ZooKeeper. */
// The first build of a checkout fetches what Maven needs for the applications'.
@Timeout(3600)
class ZooKeeperJobsTest implements JobRounds {

    private static Store store;

    @BeforeAll
    static void start() throws InterruptedException {
        store = ProxiedStore.zooKeeper();
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @Override
    public Store store() {
        return store;
    }
}
