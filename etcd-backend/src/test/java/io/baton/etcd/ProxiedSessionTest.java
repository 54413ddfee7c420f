// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.GrpcProxy;
import io.baton.etcd.server.Operator;
import io.baton.testkit.spi.ProbeCandidacy;
import io.etcd.jetcd.api.KeyValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A proxy of etcd carries out what it is asked, and its watches are told apart. */
@Timeout(300)
@SuppressWarnings("NullAway.Init")
class ProxiedSessionTest {

    private static final int MANY = 100;

    private EtcdServer server;
    private Operator operator;
    private GrpcProxy proxy;
    private Participant participant;

    @BeforeEach
    void start() throws InterruptedException {
        server = EtcdServer.start();
        operator = new Operator(server);
        proxy = GrpcProxy.inFrontOf(server.endpoint());
        participant = Participant.at(proxy.endpoint());
    }

    @AfterEach
    void stop() {
        participant.close();
        proxy.close();
        operator.close();
        server.close();
    }

    @Test
    void aFenceThatIsWrittenKeepsTheLeaseOfItsSession() throws Exception {
        ProbeCandidacy leader = participant.enter("fenced");
        leader.lead();
        try (Participant other = Participant.at(proxy.endpoint())) {
            ProbeCandidacy next = other.enter("fenced");
            next.position();
            next.candidacy().fence(participant.name());
            next.facts().eventually("proofsEnded");
            KeyValue fence = operator.list("baton/.fence/" + participant.name()).get(0);
            assertThat(fence.getVersion()).isEqualTo(2);
            assertThat(fence.getLease()).isEqualTo(participant.leaseId());
        }
    }

    @Test
    void eachCandidacyHearsOfItsOwnKey() throws Exception {
        List<ProbeCandidacy> candidacies = IntStream.range(0, MANY)
                .mapToObj(i -> participant.enter("many-" + i))
                .toList();
        for (ProbeCandidacy probeCandidacy : candidacies) {
            probeCandidacy.position();
        }
        List<Integer> order = new ArrayList<>(IntStream.range(0, MANY).boxed().toList());
        Collections.shuffle(order, new Random(1));
        for (int each : order.subList(0, MANY / 2)) {
            operator.delete(operator.list("baton/many-" + each + "/").get(0).getKey());
            candidacies.get(each).facts().next("gone");
        }
        for (int each : order.subList(MANY / 2, MANY)) {
            assertThat(candidacies.get(each).facts().untold())
                    .as("many-" + each)
                    .isEmpty();
        }
    }
}
