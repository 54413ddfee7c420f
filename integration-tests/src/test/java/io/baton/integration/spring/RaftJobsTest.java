// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.spring;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Applications of Spring Boot that elect in a Raft group of their own. */
// The first build of a checkout fetches what Maven needs for the applications'.
@Timeout(3600)
class RaftJobsTest implements JobRounds {

    private static Store store;

    @BeforeAll
    static void start(@TempDir Path dataDirectory) {
        store = new RaftStore(dataDirectory);
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
