// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.MonotonicClock;
import io.baton.spi.SessionRequest;
import io.baton.testkit.spi.SpiParticipant;
import java.time.Duration;

/** One process of an election in ZooKeeper. */
final class Participant extends SpiParticipant {

    static final Duration LEASE = Duration.ofSeconds(4);
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

    private Participant(ZooKeeperBackend backend) throws InterruptedException {
        super(backend, request());
    }

    static Participant at(String connectString) throws InterruptedException {
        return of(ZooKeeperBackend.connectingTo(connectString).build());
    }

    /** The backend is closed with the participant. */
    static Participant of(ZooKeeperBackend backend) throws InterruptedException {
        return new Participant(backend);
    }

    static SessionRequest request() {
        return new SessionRequest(LEASE, REQUEST_TIMEOUT, MonotonicClock.SYSTEM);
    }

    /** ZooKeeper's number of the session. */
    long sessionId() {
        return Long.parseUnsignedLong(name().substring(0, name().indexOf('-')), 16);
    }
}
