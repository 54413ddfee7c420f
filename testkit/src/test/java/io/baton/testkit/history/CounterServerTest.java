// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CounterServerTest {

    private static final boolean FENCED = true;
    private static final boolean UNFENCED = false;

    private final CounterServer server = CounterServer.start();
    private CounterClient old;
    private CounterClient successor;

    @BeforeEach
    void connect() throws IOException {
        old = client("old");
        successor = client("successor");
    }

    private CounterClient client(String writer) throws IOException {
        return new CounterClient(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), writer);
    }

    @AfterEach
    void close() throws IOException {
        old.close();
        successor.close();
        server.close();
    }

    /** The old leader has read, the successor reads and writes, and then the old one writes. */
    private void overtake(boolean fenced) throws IOException {
        long read = old.read(fenced, 3).orElseThrow();
        successor.increment(fenced, 7, successor.read(fenced, 7).orElseThrow());
        old.increment(fenced, 3, read);
    }

    @Test
    void theFenceRefusesAStaleWrite() throws IOException {
        overtake(FENCED);
        CounterHistory history = server.history();
        assertThat(history.accepted()).isEqualTo(1);
        assertThat(history.refused()).isEqualTo(1);
        assertThat(history.violations()).isEmpty();
    }

    @Test
    void withoutAFenceAnIncrementIsLost() throws IOException {
        overtake(UNFENCED);
        assertThat(server.history().unfencedLost()).isEqualTo(1);
        assertThat(server.history().unfencedAccepted()).isEqualTo(2);
    }

    @Test
    void readingRaisesTheFence() throws IOException {
        long read = old.read(FENCED, 3).orElseThrow();
        long successors = successor.read(FENCED, 7).orElseThrow();
        assertThat(old.increment(FENCED, 3, read)).isEmpty();
        assertThat(successor.increment(FENCED, 7, successors)).hasValue(1);
        assertThat(server.history().violations()).isEmpty();
    }

    @Test
    void anIncrementThatIsLostBehindTheFenceIsAViolation() throws IOException {
        successor.increment(FENCED, 7, 0);
        successor.increment(FENCED, 7, 0);
        assertThat(server.history().violations()).containsExactly("successor with token 7 wrote 1 over 1");
    }

    @Test
    void twoWritersWithOneTokenAreAViolation() throws IOException {
        old.increment(FENCED, 7, 0);
        successor.increment(FENCED, 7, 1);
        assertThat(server.history().violations()).containsExactly("successor and old wrote with the same token 7");
    }
}
