// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.etcd.server.Call;
import io.baton.etcd.server.CallLog;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.Users;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.spi.ProbeCandidacy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the backend itself asks again while its user may not read what it watches. */
@Timeout(300)
class RefusedWatchesTest {

    private static final int MANY = 200;
    private static final Duration WATCHED = Duration.ofSeconds(20);

    @Test
    void areAskedForMoreAndMoreSeldom() throws Exception {
        try (EtcdServer server = EtcdServer.start()) {
            Users users = Users.of(server)
                    .add("worker", "planted")
                    .permit("worker", "baton/.")
                    .permit("worker", "baton/many");
            try (CallLog log = CallLog.inFrontOf(server);
                    Participant participant = Participant.with(
                            log.endpoint(), Map.of("baton.etcd.user", "worker", "baton.etcd.password", "planted"))) {
                List<ProbeCandidacy> candidacies = IntStream.range(0, MANY)
                        .mapToObj(i -> participant.enter("many-" + i))
                        .toList();
                for (ProbeCandidacy probeCandidacy : candidacies) {
                    probeCandidacy.position();
                }
                users.forbid("worker", "baton/many");
                // A watch that stands is not looked at again before it is asked for anew.
                log.network().dropConnections();
                log.clear();
                long begun = System.nanoTime();
                Await.untilAfter(begun, WATCHED);
                Map<String, Long> asked =
                        log.calls().stream().collect(Collectors.groupingBy(Call::method, Collectors.counting()));
                long watches = log.calls("Watch/Watch").stream()
                        .mapToLong(call -> call.requests().size())
                        .sum();
                System.out.println("asked in " + WATCHED.toSeconds() + " s with " + MANY + " refused watches: " + asked
                        + ", watches " + watches);
                assertThat(asked.getOrDefault("KV/Txn", 0L)).isLessThan(MANY * 8L);
                assertThat(watches).isLessThan(MANY * 8L);
                assertThat(log.calls("Auth/Authenticate").size()).isLessThan(10);
                users.permit("worker", "baton/many");
                ProbeCandidacy deleted = candidacies.get(MANY / 2);
                await().atMost(Await.LONG).until(() -> watched(log) >= MANY);
                deleted.release();
            }
        }
    }

    private static long watched(CallLog log) {
        return log.calls("Watch/Watch").stream()
                .map(Call::replies)
                .mapToLong(List::size)
                .sum();
    }
}
