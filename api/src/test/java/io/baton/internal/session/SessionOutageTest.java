// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.connection.SessionStatus;
import io.baton.internal.loop.ElectionLoop;
import io.baton.internal.report.SessionListener;
import io.baton.internal.report.SessionListeners;
import io.baton.internal.report.SessionOutage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An outage is told when it begins and when it ends, and not in between; silence has its order. */
class SessionOutageTest {

    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final SessionStatus STATUS = new SessionStatus(
            "s1", Duration.ZERO, LEASE, LEASE.dividedBy(2), Duration.ZERO, Optional.of("zk-1:2181"), true);

    private final List<String> told = new ArrayList<>();
    private final ElectionLoop loop = new ElectionLoop(() -> 0, () -> {}, () -> 0.5);
    private final SessionListeners sessionListeners = new SessionListeners(loop);
    private final SessionOutage outage = new SessionOutage(() -> 0, "test", LEASE, sessionListeners);

    private void watch() {
        sessionListeners.add(new SessionListener() {
            @Override
            public void connected(SessionStatus status) {
                told.add("connected " + status.name());
                throw new StackOverflowError("on purpose");
            }

            @Override
            public void disconnected(String reason) {
                told.add(reason);
            }
        });
    }

    @Test
    void eachOutageIsToldOnce() {
        watch();
        outage.answered(STATUS);
        outage.answered(STATUS);
        outage.began(0, "nothing is answered", "zk-1:2181");
        outage.began(0, "the session has ended", "");
        outage.answered(STATUS);
        outage.answered(STATUS);
        assertThat(told).containsExactly("connected s1", "nothing is answered (server zk-1:2181)", "connected s1");
    }

    @Test
    void aSilentSessionIsAskedThenToldThenEnded() {
        SessionContact contact = new SessionContact();
        contact.opened(0, LEASE.toNanos());
        assertThat(contact.due(4 * SECOND - 1)).isEqualTo(SessionContact.Due.NOTHING);
        assertThat(contact.dueAt(0)).isEqualTo(4 * SECOND);
        assertThat(contact.due(4 * SECOND)).isEqualTo(SessionContact.Due.ASK);
        assertThat(contact.due(4 * SECOND)).isEqualTo(SessionContact.Due.NOTHING);
        assertThat(contact.due(5 * SECOND)).isEqualTo(SessionContact.Due.TELL);
        assertThat(contact.due(10 * SECOND)).isEqualTo(SessionContact.Due.END);
        contact.heard(10 * SECOND);
        assertThat(contact.due(10 * SECOND)).isEqualTo(SessionContact.Due.NOTHING);
        contact.over();
        assertThat(contact.due(100 * SECOND)).isEqualTo(SessionContact.Due.NOTHING);
    }

    @Test
    void aShortLeaseLeavesTwoSecondsAndAnOpeningFive() {
        SessionContact contact = new SessionContact();
        contact.opening(0, SECOND);
        assertThat(contact.due(5 * SECOND - 1)).isEqualTo(SessionContact.Due.TELL);
        assertThat(contact.due(5 * SECOND)).isEqualTo(SessionContact.Due.END);
        contact.opened(0, SECOND);
        assertThat(contact.due(2 * SECOND - 1)).isEqualTo(SessionContact.Due.TELL);
        assertThat(contact.due(2 * SECOND)).isEqualTo(SessionContact.Due.END);
    }
}
