// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.zookeeper.server.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A URI is enough to lead on a real server. */
@Timeout(300)
class UriTest {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @Test
    void leadsOnTheServerThatTheUriNames() throws Exception {
        try (TestServer server = TestServer.start()) {
            String uri =
                    "zookeeper://" + server.connectString() + "/?lease=4s&connect-timeout=60s&zookeeper.root=/by%2Duri";
            try (Baton baton = Baton.connect(uri)) {
                LeaderElector elector = baton.elector("billing").start();
                assertThat(elector.awaitLeadership(BOUND)).isPresent();
                assertThat(baton.status().session()).hasValueSatisfying(session -> {
                    System.out.println(uri + ": " + session);
                    assertThat(session.leaseDuration()).isEqualTo(Duration.ofSeconds(4));
                    assertThat(session.server())
                            .hasValueSatisfying(name -> assertThat(name).contains(Integer.toString(server.port())));
                });
            }
        }
    }
}
