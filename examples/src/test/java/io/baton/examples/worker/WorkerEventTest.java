// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.baton.examples.worker.WorkerEvent.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerEventTest {

    @Test
    void aLineIsReadAsItWasWritten() {
        WorkerEvent plain = new WorkerEvent("worker-1", Kind.LEADS, -5, 7, "");
        assertEquals(Optional.of(plain), WorkerEvent.parse("worker-1", plain.line()));
        WorkerEvent detailed = new WorkerEvent("worker-1", Kind.CANDIDATES, 5, 0, "worker-1, worker-2");
        assertEquals(Optional.of(detailed), WorkerEvent.parse("worker-1", detailed.line()));
    }

    @Test
    void otherLinesAreNoEvents() {
        assertEquals(Optional.empty(), WorkerEvent.parse("worker-1", "Exception in thread main"));
        assertEquals(Optional.empty(), WorkerEvent.parse("worker-1", "LEADS soon perhaps"));
        assertEquals(Optional.empty(), WorkerEvent.parse("worker-1", ""));
    }
}
