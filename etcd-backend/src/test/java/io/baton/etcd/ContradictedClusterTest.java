// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.etcd.server.CallLog;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.Operator;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionBackend;
import io.baton.testkit.spi.RecordingFacts;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A backend that has seen its cluster contradict itself opens no session any more. */
@Timeout(300)
class ContradictedClusterTest {

    @Test
    void noSessionIsOpenedAnyMoreAndEachIsToldWhy() throws Exception {
        try (EtcdServer server = EtcdServer.start();
                CallLog log = CallLog.inFrontOf(server);
                ElectionBackend backend =
                        new EtcdBackendProvider().create(Map.of("baton.etcd.endpoints", log.endpoint()))) {
            RecordingFacts first = new RecordingFacts();
            BackendSession session = backend.open(Participant.request(), first);
            first.next("opened");
            server.stop();
            server.wipe();
            server.restart();
            session.prove();
            first.eventually("ended");
            refused(backend);
            writeMuch(server);
            log.clear();
            refused(backend);
            assertThat(log.calls()).isEmpty();
        }
    }

    private static void writeMuch(EtcdServer server) {
        try (Operator operator = new Operator(server)) {
            for (int i = 0; i < 100; i++) {
                operator.put("elsewhere", "v" + i, 0);
            }
        }
    }

    private static void refused(ElectionBackend backend) throws InterruptedException {
        RecordingFacts facts = new RecordingFacts();
        backend.open(Participant.request(), facts);
        Throwable why = (Throwable) facts.next("failed");
        System.out.println("refused: " + why.getMessage());
        assertThat(why)
                .hasMessageContainingAll("answers with revision", "this process has seen")
                .hasMessageContainingAll("restored or replaced", "Baton.raiseTokenFloor", "restart this process");
    }
}
