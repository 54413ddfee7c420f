// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.session;

import io.baton.connection.SessionStatus;
import io.baton.internal.engine.Timing;
import io.baton.spi.BackendSession;
import io.baton.spi.MonotonicClock;
import io.baton.spi.SessionGrant;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one session that a connection has or opens, and what is known of it. Written by the loop's thread only; read from any
 * thread, without blocking. A backend that throws when it is asked who it talks to has nothing to tell.
 */
public final class CurrentSession {

    private final MonotonicClock clock;
    private final SessionContact contact = new SessionContact();
    private volatile @Nullable SessionAttempt attempt;
    private volatile @Nullable OpenSession open;
    private volatile Optional<Throwable> lastFailureOfAll = Optional.empty();
    private long since;

    /** A session that stands, as far as is known. */
    private record OpenSession(SessionAttempt attempt, BackendSession session, SessionGrant grant, long openedAt) {}

    CurrentSession(MonotonicClock clock) {
        this.clock = clock;
    }

    /** A session is being opened. */
    void opening(SessionAttempt fresh, long leaseAsked) {
        attempt = fresh;
        since = clock.nanos();
        contact.opening(since, leaseAsked);
    }

    BackendSession opened(SessionAttempt opened, SessionGrant granted) {
        BackendSession session = opened.session().orElseThrow();
        since = clock.nanos();
        open = new OpenSession(opened, session, granted, since);
        lastFailureOfAll = Optional.empty();
        contact.opened(since, granted.leaseDuration().toNanos());
        return session;
    }

    /** A validity never grows within a session: the records may name the smaller one. */
    void regranted(SessionGrant granted) {
        OpenSession before = open;
        if (before != null && granted.validity().compareTo(before.grant().validity()) <= 0) {
            open = new OpenSession(before.attempt(), before.session(), granted, before.openedAt());
            contact.granted(granted.leaseDuration().toNanos());
        }
    }

    /** There is no session from now on. */
    void over(Optional<Throwable> cause) {
        attempt = null;
        open = null;
        lastFailureOfAll = cause;
        contact.over();
    }

    /** Something was heard. What is told before the opening does not make the session open. */
    void heard() {
        if (open != null) {
            contact.heard(clock.nanos());
        }
    }

    SessionContact contact() {
        return contact;
    }

    /** How long ago it was opened, or was begun to be opened. */
    long age() {
        return clock.nanos() - since;
    }

    /** How long ago something was last heard. */
    long silence() {
        return clock.nanos() - contact.heardAt();
    }

    Optional<SessionAttempt> attempt() {
        return Optional.ofNullable(attempt);
    }

    boolean isPresent(SessionAttempt other) {
        return attempt == other;
    }

    public boolean isOpen() {
        return open != null;
    }

    /** The session, if it is open. */
    public Optional<BackendSession> session() {
        return Optional.ofNullable(open).map(OpenSession::session);
    }

    /** The given durations, with what the store has granted. */
    public Timing timing(Timing configured) {
        OpenSession now = open;
        return now == null
                ? configured
                : configured.granted(
                        now.grant().validity().toNanos(),
                        now.grant().leaseDuration().toNanos());
    }

    public Optional<SessionStatus> status() {
        OpenSession now = open;
        return now == null
                ? Optional.empty()
                : Optional.of(new SessionStatus(
                        now.grant().session(),
                        Duration.ofNanos(Math.max(0, clock.nanos() - now.openedAt())),
                        now.grant().leaseDuration(),
                        now.grant().validity(),
                        Duration.ofNanos(Math.max(0, silence())),
                        server(now.session()),
                        now.attempt().isConnected()));
    }

    /** The server that is asked, or an empty string. */
    String server() {
        return attempt()
                .flatMap(SessionAttempt::session)
                .flatMap(CurrentSession::server)
                .orElse("");
    }

    /** Why no server answers or no session is open, if that is known. */
    public Optional<Throwable> lastFailure() {
        return attempt()
                .flatMap(SessionAttempt::session)
                .flatMap(CurrentSession::lastFailure)
                .or(() -> lastFailureOfAll);
    }

    /** Why no session is open. */
    String whyNone() {
        return lastFailure().map(CurrentSession::text).orElse("none is open yet");
    }

    private static Optional<String> server(BackendSession session) {
        try {
            return session.server();
        } catch (RuntimeException | Error e) {
            return Optional.empty();
        }
    }

    private static Optional<Throwable> lastFailure(BackendSession session) {
        try {
            return session.lastFailure();
        } catch (RuntimeException | Error e) {
            return Optional.of(e);
        }
    }

    static String text(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getName() : message;
    }
}
