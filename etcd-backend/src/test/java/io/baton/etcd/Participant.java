// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import io.baton.spi.ElectionBackend;
import io.baton.spi.MonotonicClock;
import io.baton.spi.SessionRequest;
import io.baton.testkit.spi.SpiParticipant;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** One process of an election in etcd. */
final class Participant extends SpiParticipant {

    static final Duration LEASE = Duration.ofSeconds(40);
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private Participant(ElectionBackend backend) throws InterruptedException {
        super(backend, request());
    }

    /** @param endpoints of the members, with commas between */
    static Participant at(String endpoints) throws InterruptedException {
        return with(endpoints, Map.of());
    }

    /** @param settings keys of the backend beside the endpoints */
    static Participant with(String endpoints, Map<String, String> settings) throws InterruptedException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("baton.etcd.endpoints", endpoints);
        return of(new EtcdBackendProvider().create(all));
    }

    /** The backend is closed with the participant. */
    static Participant of(ElectionBackend backend) throws InterruptedException {
        return new Participant(backend);
    }

    static SessionRequest request() {
        return new SessionRequest(LEASE, REQUEST_TIMEOUT, MonotonicClock.SYSTEM);
    }

    /** The lease that the session lives under. */
    long leaseId() {
        return Long.parseUnsignedLong(name(), 16);
    }
}
