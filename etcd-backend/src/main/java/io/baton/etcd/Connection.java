// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Which member of the cluster is spoken to: one at a time, the next one when it fails, and with a token that is good
 * where the cluster wants one.
 */
final class Connection implements Introduction.Outcome {

    /** Before another round over all members, when one was in vain; doubled up to the longest. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

    private static final int DOUBLINGS = 2;

    private final Access access;
    private final Strand strand;
    private final List<Member> members;
    private final Events events;
    private State state = State.IDLE;
    private int present;
    private int failures;
    private long tenure;
    private boolean connected;
    private boolean inUse;
    private Optional<String> token = Optional.empty();
    private volatile Optional<Exception> lastTrouble = Optional.empty();
    private Optional<Introduction> introduction = Optional.empty();
    private Strand.Timer pause = () -> {};

    Connection(Access access, Channels channels, Strand strand, Events events) {
        this.access = access;
        this.strand = strand;
        this.events = events;
        members = access.endpoints().stream()
                .map(endpoint -> new Member(endpoint, channels, strand))
                .toList();
    }

    /** There is something to send. */
    void want() {
        switch (state) {
            case IDLE -> call();
            case REJECTED -> introduce(Introduction::logIn);
            case CALLING, READY, CLOSED -> {}
        }
    }

    /** Whether calls may be begun. */
    boolean isReady() {
        return state == State.READY;
    }

    boolean isConnected() {
        return connected;
    }

    /** The one that is spoken to, or is next. */
    Member member() {
        return members.get(present);
    }

    /** Counts how often a member was gone over to. */
    long tenure() {
        return tenure;
    }

    Optional<String> token() {
        return token;
    }

    Optional<Exception> lastTrouble() {
        return lastTrouble;
    }

    /** Why nothing could be sent for so long. */
    Exception unreached(Duration wait) {
        String last = lastTrouble.map(cause -> ": " + cause.getMessage()).orElse("");
        TimeoutException unreached =
                new TimeoutException("no member of the cluster took the request within " + wait + last);
        lastTrouble.ifPresent(unreached::initCause);
        return unreached;
    }

    /** The present member has done something for us: what has failed before does not count. */
    void useful() {
        failures = 0;
    }

    /** Goes on with the next member, if it is this one that is present. */
    void leave(Member member, Exception cause) {
        if (isReady() && member.equals(member())) {
            failed(cause);
        }
    }

    /** Goes on with the next member, if there is one present. */
    void leavePresent() {
        leave(member(), new TimeoutException(member().endpoint() + " was left: it does not answer"));
    }

    /** The server does not accept this token, if it is still in use. */
    void renewToken(String stale) {
        if (isReady() && token.equals(Optional.of(stale))) {
            token = Optional.empty();
            introduce(Introduction::logIn);
        }
    }

    void close() {
        state = State.CLOSED;
        stopCalling();
        members.forEach(Member::close);
    }

    @Override
    public void accepted(Optional<String> given) {
        token = given;
        state = State.READY;
        inUse = true;
        if (!connected) {
            connected = true;
            events.connected();
        }
        if (isReady()) {
            events.ready();
        }
    }

    @Override
    public void rejected(Exception cause) {
        state = State.REJECTED;
        lastTrouble = Optional.of(cause);
        events.refused(cause);
    }

    @Override
    public void failed(Exception cause) {
        boolean wasInUse = inUse;
        inUse = false;
        stopCalling();
        state = State.CALLING;
        lastTrouble = Optional.of(cause);
        member().close();
        present = (present + 1) % members.size();
        tenure++;
        failures++;
        boolean allFailed = failures % members.size() == 0;
        if (allFailed) {
            pause = strand.later(pause(failures / members.size()), this::call);
        } else {
            call();
        }
        if (wasInUse) {
            events.left(cause);
        }
        if (allFailed && connected && state == State.CALLING) {
            connected = false;
            events.disconnected();
        }
    }

    private void call() {
        Optional<String> known = token;
        introduce(introduction -> introduction.greet(known));
    }

    private void introduce(Consumer<Introduction> how) {
        state = State.CALLING;
        Introduction begun = new Introduction(member(), access, patience(failures / members.size()), strand, this);
        introduction = Optional.of(begun);
        how.accept(begun);
    }

    private void stopCalling() {
        pause.cancel();
        introduction.ifPresent(Introduction::cancel);
        introduction = Optional.empty();
    }

    /** Nobody would ever be reached who always takes a little longer than the first time allows. */
    private Duration patience(int roundsInVain) {
        return access.connectTimeout().multipliedBy(1L << Math.min(roundsInVain, DOUBLINGS));
    }

    private static Duration pause(int rounds) {
        return SHORTEST_PAUSE.multipliedBy(1L << Math.min(rounds - 1, DOUBLINGS));
    }

    private enum State {
        /** Nobody has asked for anything yet. */
        IDLE,
        /** Looking for a member that answers, or logging in there. */
        CALLING,
        READY,
        /** The present member answers, but accepts no login. */
        REJECTED,
        CLOSED
    }

    /** What a connection tells, on the strand. */
    interface Events {

        void connected();

        void disconnected();

        /** Calls can be begun. */
        void ready();

        /** The member was left; its calls have ended, or will without an answer. */
        void left(Exception cause);

        /** No member will take anything before somebody mends the cause. */
        void refused(Exception cause);
    }
}
