// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client.member;

import io.baton.etcd.internal.client.settings.ClientSettings;
import io.baton.spi.support.Strand;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Selects the member of the cluster that the client speaks to: one at a time, the next one when it fails, with a valid token
 * where the cluster wants one. Each attempt uses the addresses and the TLS files as they are then.
 */
public final class MemberSelector implements MemberHandshake.Outcome {

    private final ClientSettings clientSettings;
    private final ChannelFactory channelFactory;
    private final MemberRound round;
    private final Strand strand;
    private final SelectorListener events;
    private State state = State.IDLE;
    private long selection;

    private boolean inUse;
    private Optional<String> token = Optional.empty();
    private volatile Optional<Exception> lastFailure = Optional.empty();
    private volatile Optional<String> server = Optional.empty();
    private Optional<MemberHandshake> handshake = Optional.empty();
    private Strand.Timer pause = () -> {};

    public MemberSelector(
            ClientSettings clientSettings,
            ChannelFactory channelFactory,
            MemberAddresses addresses,
            Strand strand,
            SelectorListener events) {
        this.clientSettings = clientSettings;
        this.channelFactory = channelFactory;
        round = new MemberRound(channelFactory, addresses, strand);
        this.strand = strand;
        this.events = events;
    }

    /** Looks for a member, since there is something to send. */
    public void want() {
        switch (state) {
            case IDLE -> {
                state = State.CALLING;
                after(clientSettings.pacing().beforeAttempt(), this::lookUp);
            }
            case REJECTED -> beginHandshake().logIn();
            case CALLING, READY, CLOSED -> {}
        }
    }

    /** Whether calls may be begun. */
    public boolean isReady() {
        return state == State.READY;
    }

    /** The member that is spoken to, or is next. Only while {@link #isReady()}. */
    public EndpointConnection member() {
        return round.member();
    }

    /** The member that is spoken to, or was last. For any thread. */
    public Optional<String> server() {
        return server;
    }

    /** The number of the present selection: it grows whenever another member is selected. */
    public long selection() {
        return selection;
    }

    public Optional<String> token() {
        return token;
    }

    public Optional<Exception> lastFailure() {
        return lastFailure;
    }

    /** Why nothing could be sent for so long. */
    public Exception unreached(Duration wait) {
        String last = lastFailure.map(cause -> ": " + cause.getMessage()).orElse("");
        TimeoutException unreached =
                new TimeoutException("no member of the cluster took the request within " + wait + last);
        lastFailure.ifPresent(unreached::initCause);
        return unreached;
    }

    /** The present member has answered: earlier failures do not count any more. */
    public void useful() {
        round.forgetFailures();
        clientSettings.pacing().useful();
        events.answered();
    }

    /** Goes on with the next member, if it is this one that is present. */
    public void leave(EndpointConnection endpointConnection, Exception cause) {
        if (isReady() && endpointConnection.equals(member())) {
            failed(cause);
        }
    }

    /** Goes on with the next member, if there is one present. */
    public void leavePresent() {
        if (isReady()) {
            leave(member(), new TimeoutException(member() + " was left: it does not answer"));
        }
    }

    /** Logs in again, if the token that the server does not accept is still in use. */
    public void renewToken(String stale) {
        if (isReady() && token.equals(Optional.of(stale))) {
            token = Optional.empty();
            beginHandshake().logIn();
        }
    }

    public void close() {
        state = State.CLOSED;
        stopCalling();
        round.close();
    }

    @Override
    public void accepted(Optional<String> given) {
        token = given;
        state = State.READY;
        inUse = true;
        events.ready();
    }

    @Override
    public void rejected(Exception cause) {
        state = State.REJECTED;
        lastFailure = Optional.of(cause);
        events.refused(cause);
    }

    @Override
    public void postponed(Exception cause) {
        lastFailure = Optional.of(cause);
    }

    @Override
    public void failed(Exception cause) {
        boolean wasInUse = inUse;
        inUse = false;
        stopCalling();
        state = State.CALLING;
        lastFailure = Optional.of(cause);
        selection++;
        if (round.next()) {
            roundInVain();
        } else {
            after(clientSettings.pacing().beforeAttempt(), this::call);
        }
        if (wasInUse) {
            events.left(cause);
        }
    }

    private void roundInVain() {
        round.forgetFailures();
        clientSettings.pacing().roundInVain();
        after(clientSettings.pacing().beforeRound(), this::lookUp);
    }

    private void lookUp() {
        round.lookUp(clientSettings.answerBound(), this::beginRound);
    }

    private void beginRound() {
        if (state != State.CALLING) {
            return;
        }
        round.begin();
        if (round.isEmpty()) {
            lastFailure = Optional.of(round.lookupFailure());
            roundInVain();
        } else {
            call();
        }
    }

    private void call() {
        EndpointConnection called = member();
        server = Optional.of(called.toString());
        channelFactory.readTls(clientSettings.answerBound(), tls -> call(called, tls));
    }

    private void call(EndpointConnection called, Optional<SslContext> tls) {
        if (state != State.CALLING || !called.equals(member())) {
            return;
        }
        try {
            called.open(tls, () -> leave(called, new IOException("the connection to " + called + " has broken")));
        } catch (RuntimeException lacking) {
            failed(new IOException("no connection to " + called + " could be made: " + lacking, lacking));
            return;
        }
        beginHandshake().askStatus(token);
    }

    private void after(Duration wait, Runnable action) {
        if (wait.isZero()) {
            action.run();
        } else {
            pause = strand.later(wait, action);
        }
    }

    private MemberHandshake beginHandshake() {
        state = State.CALLING;
        MemberHandshake begun =
                new MemberHandshake(member(), clientSettings, clientSettings.answerBound(), strand, this);
        handshake = Optional.of(begun);
        return begun;
    }

    private void stopCalling() {
        pause.cancel();
        handshake.ifPresent(MemberHandshake::cancel);
        handshake = Optional.empty();
    }

    private enum State {
        /** Nothing has been asked for yet. */
        IDLE,
        /** Looking for a member that answers, or logging in there. */
        CALLING,
        READY,
        /** The present member answers, but accepts no login. */
        REJECTED,
        CLOSED
    }
}
