// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.etcd.server.Call;
import io.baton.etcd.server.CallLog;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.Users;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.fixture.Configuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a process with many elections asks of a cluster that has taken its permission away. */
@Timeout(300)
class RevokedPermissionTest {

    private static final int ELECTIONS = 200;
    private static final Duration AT_FIRST = Duration.ofSeconds(10);
    private static final Duration WATCHED = Duration.ofSeconds(20);

    /** Twenty attempts a second, of an entry or a release each, and a quarter more. */
    private static final long AT_MOST = ELECTIONS * 5L;

    @Test
    void asksMoreAndMoreSeldomAndLeadsAgain() throws Exception {
        try (EtcdServer server = EtcdServer.start()) {
            Users users = Users.of(server).add("worker", "planted").permit("worker", "baton/");
            try (CallLog log = CallLog.inFrontOf(server);
                    Baton baton = Users.login(Configuration.of("etcd"), "worker", "planted")
                            .with("baton.etcd.endpoints", log.endpoint())
                            .with("baton.lease-duration", "4s")
                            .connect()) {
                List<LeaderElector> electors = new ArrayList<>();
                for (int i = 0; i < ELECTIONS; i++) {
                    electors.add(baton.elector("many-" + i).start());
                }
                allLead(electors);
                users.forbid("worker", "baton/");
                long revoked = System.nanoTime();
                Await.untilAfter(revoked, AT_FIRST);
                Map<String, Long> first = requests(log);
                log.clear();
                Await.untilAfter(revoked, AT_FIRST.plus(WATCHED));
                Map<String, Long> then = requests(log);
                users.permit("worker", "baton/");
                long granted = System.nanoTime();
                allLead(electors);
                System.out.println(ELECTIONS + " elections without permission: " + first + " in the first "
                        + AT_FIRST.toSeconds() + " s, " + then + " in the next " + WATCHED.toSeconds() + " s, all lead "
                        + (System.nanoTime() - granted) / 1_000_000 + " ms after it was granted");
                assertThat(then.values().stream().mapToLong(Long::longValue).sum())
                        .isLessThan(AT_MOST);
            }
        }
    }

    private static void allLead(List<LeaderElector> electors) {
        Await.untilTrue("all lead", () -> electors.stream().allMatch(LeaderElector::isLeader));
    }

    /** The messages of each method. */
    private static Map<String, Long> requests(CallLog log) {
        return log.calls().stream()
                .collect(Collectors.groupingBy(
                        Call::method,
                        Collectors.summingLong(call -> call.requests().size())));
    }
}
