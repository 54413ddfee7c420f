// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.Candidate;
import io.baton.spi.BackendSession;
import io.baton.spi.Bid;
import io.baton.spi.Candidacy;
import io.baton.spi.ElectionName;
import io.baton.spi.Electorate;
import io.baton.spi.MonotonicClock;
import io.baton.spi.SessionGrant;
import io.baton.spi.SessionRequest;
import io.baton.spi.Standing;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** One process of an election, as far as a backend sees it: the engine's part is played by the test. */
final class Participant implements AutoCloseable {

    static final Duration LEASE = Duration.ofSeconds(4);
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

    private static final long BOUND_SECONDS = 20;

    private final ZooKeeperBackend backend;
    private final RecordingFacts facts = new RecordingFacts();
    private final BackendSession session;
    private final SessionGrant grant;

    private Participant(ZooKeeperBackend backend) throws InterruptedException {
        this.backend = backend;
        session = backend.open(request(), facts);
        try {
            grant = (SessionGrant) facts.next("opened");
        } catch (InterruptedException | AssertionError e) {
            backend.close();
            throw e;
        }
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

    BackendSession session() {
        return session;
    }

    RecordingFacts facts() {
        return facts;
    }

    SessionGrant grant() {
        return grant;
    }

    /** ZooKeeper's number of the session. */
    long sessionId() {
        return Long.parseUnsignedLong(name().substring(0, name().indexOf('-')), 16);
    }

    /** The name of the session in the records. */
    String name() {
        return grant.session();
    }

    Standee enter(String election) {
        return new Standee(election, "somebody");
    }

    Electorate electorate(String election) throws Exception {
        return answered(session.candidates(new ElectionName(election)));
    }

    long raiseTokenFloor(String election, long atLeast) throws Exception {
        return answered(session.raiseTokenFloor(new ElectionName(election), atLeast));
    }

    private static <T> T answered(CompletionStage<T> question) throws Exception {
        return question.toCompletableFuture().get(BOUND_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        backend.close();
    }

    /** One candidacy of the participant. */
    final class Standee {

        private final RecordingFacts facts = new RecordingFacts();
        private final Candidacy candidacy;

        private Standee(String election, String id) {
            candidacy = session.enter(new ElectionName(election), new Candidate(id), facts);
        }

        Candidacy candidacy() {
            return candidacy;
        }

        RecordingFacts facts() {
            return facts;
        }

        Standing standing() throws InterruptedException {
            return (Standing) facts.next("standing");
        }

        Standing look() throws InterruptedException {
            candidacy.look();
            return (Standing) facts.eventually("standing");
        }

        /** Takes the office that is free; answers the standing that it rests on. */
        Standing lead() throws InterruptedException {
            Standing standing = standing();
            candidacy.takeOffice(bid(standing, false));
            facts.next("inOffice");
            return standing;
        }

        void release() throws InterruptedException {
            candidacy.release();
            facts.next("gone");
        }
    }

    static Bid bid(Standing standing, boolean expectsRelease) {
        return new Bid(
                standing.floor(),
                standing.office(),
                expectsRelease,
                standing.orderValue() + standing.floor().floor());
    }
}
