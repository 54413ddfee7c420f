// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.EtcdSpec;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.FaultRounds;
import io.baton.testkit.process.election.ProcessElection;
import io.baton.testkit.process.election.ProcessElection.Term;
import io.baton.testkit.process.election.WorkerMessage.Kind;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The data have grown beyond their quota: etcd refuses every write, a proof among them. The present leader ends by its
 * deadline, and everybody is told what to do.
 */
@Timeout(300)
class NoSpaceTest {

    private static final int QUOTA = 16 << 20;
    private static final String ADVICE = "etcdctl alarm disarm";

    @Test
    void whatIsRefusedForWantOfSpaceSaysWhatToDo() throws Exception {
        FaultRounds faultRounds = new FaultRounds("NOSPACE", 1, 1);
        try (EtcdServer server = EtcdServer.start(EtcdSpec.standard().quotaBytes(QUOTA));
                ProcessElection processElection = ProcessElections.of("no-space")) {
            processElection.join(server.endpoint());
            processElection.join(server.endpoint());
            faultRounds.add(fillAndClear(server, processElection, faultRounds));
            faultRounds.conclude("from the disarming of the alarm to onElected", processElection.check());
        }
    }

    private static long fillAndClear(EtcdServer server, ProcessElection processElection, FaultRounds faultRounds)
            throws Exception {
        try (Store store = Store.at(server)) {
            store.awaitPlaces(processElection.election(), 2);
        }
        Term old = processElection.term();
        fill(server);
        long full = System.nanoTime();
        String reason = old.worker().awaitLine(Kind.LOST, old.token()).detail();
        faultRounds.note(
                "the leadership ended " + (old.heldUntil() - full) / 1_000_000 + " ms after the alarm: " + reason);
        String refusal = Await.until("a refusal", () -> refusal(old));
        faultRounds.note("refused: " + refusal);
        assertThat(refusal).contains("NOSPACE", ADVICE);
        assertThatThrownBy(() -> connect(server).close())
                .isInstanceOf(BatonException.class)
                .hasMessageContaining(ADVICE);
        server.etcdctl("compaction", Long.toString(server.gateway().status().revision()));
        server.etcdctl("defrag");
        server.etcdctl("alarm", "disarm");
        long disarmed = System.nanoTime();
        return processElection.termAfter(old).electedAt() - disarmed;
    }

    private static Optional<String> refusal(Term old) {
        return old.worker().lines().stream()
                .filter(line -> line.kind() == Kind.REFUSED)
                .map(line -> line.detail())
                .findFirst();
    }

    private static void fill(EtcdServer server) {
        String megabyte = "x".repeat(1 << 20);
        Await.untilTrue("the alarm", () -> {
            try {
                server.gateway().put("filler", megabyte);
                return false;
            } catch (UncheckedIOException refused) {
                return server.etcdctl("alarm", "list").contains("NOSPACE");
            }
        });
    }

    private static Baton connect(EtcdServer server) {
        return Baton.connect(Map.of("baton.backend", "etcd", ProcessElections.ENDPOINTS, server.endpoint()));
    }
}
