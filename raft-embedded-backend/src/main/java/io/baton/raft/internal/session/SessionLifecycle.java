// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.session;

import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.transport.LeaderTransport;
import io.baton.raft.state.LeaseRules;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.SecretDigest;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionGrant;
import io.baton.spi.SessionRequest;
import io.baton.spi.support.HighestOrderValue;
import io.baton.spi.support.ProofRequest;
import io.baton.spi.support.SessionState;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One session in the group's store, from the entry that opens it to the one that closes it. It works on its strand. */
public final class SessionLifecycle implements OpenSession {

    private static final Duration CLOSE_GRACE = Duration.ofSeconds(2);

    private final SessionRequest request;
    private final SessionFacts facts;
    private final HighestOrderValue memory;
    private final String home;
    private final SecretDigest secret;
    private final long nonce;
    private final Strand strand;
    private final SessionState state;
    private final LeaderTransport leaderTransport;
    private final SessionQueries sessionQueries = new SessionQueries(this);
    private final Connectivity connectivity;
    private final EntryDelivery delivery;
    private final SessionMembers sessionMembers;
    private @Nullable ProposalRetry opening;
    private @Nullable EntryBatcher entryBatcher;
    private @Nullable SessionEventPoller poller;
    private @Nullable ProofRequest proof;
    private @Nullable SessionId id;

    public SessionLifecycle(SessionTerms terms, SessionRequest request, SessionFacts facts) {
        this.request = request;
        this.facts = facts;
        connectivity = new Connectivity(request, facts);
        memory = terms.memory();
        home = terms.home();
        secret = terms.secret();
        nonce = terms.environment().nonce();
        strand = terms.environment().strand(this::fault);
        state = new SessionState(strand, facts, new Resources());
        leaderTransport = terms.engine().apply(strand);
        delivery = new EntryDelivery(strand, leaderTransport, connectivity);
        sessionMembers = new SessionMembers(() -> Optional.ofNullable(poller).ifPresent(SessionEventPoller::ask));
    }

    /** Asks the group for the session. */
    public void open() {
        byte[] entry = CommandCodec.write(
                new Command.Open(nonce, request.leaseDuration().toNanos(), home, secret));
        strand.run(() -> opening = deliver(entry, this::opened));
    }

    private void opened(Reply reply) {
        if (isOver()) {
            return;
        }
        if (!(reply instanceof Reply.Opened opened)) {
            refuse(new IllegalStateException("the group opens no session: " + reply));
            return;
        }
        id = opened.session();
        connectivity.opened();
        Duration lease = request.leaseDuration();
        EntryBatcher made = new EntryBatcher(this, opened.session(), sessionMembers);
        entryBatcher = made;
        made.begin();
        SessionEventPoller reader = new SessionEventPoller(this, opened.session(), leaderTransport, sessionMembers);
        poller = reader;
        state.opened(new SessionGrant(
                opened.session().name(), lease, Duration.ofNanos(LeaseRules.validity(lease.toNanos()))));
        reader.ask();
    }

    /** Proves that the session stands; told by the facts. */
    public void prove() {
        strand.run(() -> opened().ifPresent(entries -> {
            proofAnswered();
            proof = new ProofRequest(facts, strand, request, this::isOver);
            entries.prove();
        }));
    }

    @Override
    public void proofAnswered() {
        if (proof != null) {
            proof.drop();
        }
    }

    /** Why the group is not reached, if it is not. Thread-safe. */
    public Optional<Throwable> lastFailure() {
        return connectivity.lastFailure();
    }

    /** The member that is asked. Thread-safe. */
    public Optional<String> server() {
        return leaderTransport.server().or(() -> Optional.of(home).filter(member -> !member.isEmpty()));
    }

    public void leaveServer() {
        strand.run(leaderTransport::leaveServer);
    }

    public SessionQueries queries() {
        return sessionQueries;
    }

    /** Closes the session; waits for the end of its strand, which is bounded. */
    public void close() {
        state.close();
    }

    @Override
    public void lost(String how) {
        state.end(new IllegalStateException(how));
    }

    /** Trying again will not help before an operator mends the cause. */
    public void refuse(Throwable cause) {
        strand.run(() -> fault(cause));
    }

    /** This process must not lead anything for the time being. */
    public void giveUp(Throwable cause) {
        strand.run(() -> lost(ExceptionText.text(cause)));
    }

    private void fault(Throwable fault) {
        state.refuse(fault);
    }

    private void endEntries() {
        Optional.ofNullable(opening).ifPresent(ProposalRetry::giveUp);
        Optional.ofNullable(entryBatcher).ifPresent(EntryBatcher::end);
        Optional.ofNullable(poller).ifPresent(SessionEventPoller::end);
        proofAnswered();
    }

    private final class Resources implements SessionState.Resources {

        @Override
        public List<Runnable> endSteps(Throwable cause) {
            return List.of(SessionLifecycle.this::endEntries, sessionQueries::end, sessionMembers::end);
        }

        /** A session that has ended by itself is not in the store any more, or must not be asked for anything. */
        @Override
        public void leaveStore(boolean closed, Runnable done) {
            SessionId open = id;
            if (closed && open != null) {
                SessionClosing.begin(strand, leaderTransport, open, request.requestTimeout(), done);
            } else {
                done.run();
            }
        }

        @Override
        public void closeClient() {
            leaderTransport.close();
        }

        @Override
        public void awaitStop() throws InterruptedException {
            strand.awaitStop(request.requestTimeout().multipliedBy(2).plus(CLOSE_GRACE));
        }
    }

    @Override
    public ProposalRetry deliver(byte[] entry, Consumer<Reply> answered) {
        return delivery.deliver(entry, answered);
    }

    @Override
    public Optional<EntryBatcher> opened() {
        return isOver() ? Optional.empty() : Optional.ofNullable(entryBatcher);
    }

    @Override
    public boolean isOver() {
        return state.isOver();
    }

    @Override
    public long heardUpTo() {
        return Optional.ofNullable(poller).map(SessionEventPoller::heardUpTo).orElse(0L);
    }

    @Override
    public Strand strand() {
        return strand;
    }

    @Override
    public SessionRequest request() {
        return request;
    }

    @Override
    public HighestOrderValue memory() {
        return memory;
    }

    @Override
    public SessionFacts facts() {
        return facts;
    }

    @Override
    public SessionMembers sessionMembers() {
        return sessionMembers;
    }
}
