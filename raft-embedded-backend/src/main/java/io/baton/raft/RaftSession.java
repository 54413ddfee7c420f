// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.Candidate;
import io.baton.Leader;
import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.session.Connectivity;
import io.baton.raft.internal.session.EntryBatcher;
import io.baton.raft.internal.session.OpenSession;
import io.baton.raft.internal.session.ProposalRetry;
import io.baton.raft.internal.session.RaftCandidacy;
import io.baton.raft.internal.session.SessionClosing;
import io.baton.raft.internal.session.SessionEventPoller;
import io.baton.raft.internal.session.SessionMembers;
import io.baton.raft.internal.session.SessionQueries;
import io.baton.raft.internal.session.SessionTerms;
import io.baton.raft.internal.transport.LeaderTransport;
import io.baton.raft.state.Store;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.SecretDigest;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.BackendSession;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionGrant;
import io.baton.spi.SessionRequest;
import io.baton.spi.support.HighestOrderValue;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One session in the group's store, from the entry that opens it to the one that closes it. */
final class RaftSession implements BackendSession, OpenSession {

    private static final Duration CLOSE_GRACE = Duration.ofSeconds(2);

    private final SessionRequest request;
    private final SessionFacts facts;
    private final HighestOrderValue memory;
    private final String home;
    private final SecretDigest secret;
    private final long nonce;
    private final Strand strand;
    private final LeaderTransport leaderTransport;
    private final SessionQueries sessionQueries = new SessionQueries(this);
    private final Connectivity connectivity;
    private final SessionMembers sessionMembers;
    private @Nullable ProposalRetry opening;
    private @Nullable EntryBatcher entryBatcher;
    private @Nullable SessionEventPoller news;
    private Strand.@Nullable Timer proofBound;
    private @Nullable SessionId id;
    private boolean over;

    RaftSession(SessionTerms terms, SessionRequest request, SessionFacts facts) {
        this.request = request;
        this.facts = facts;
        connectivity = new Connectivity(request, facts);
        memory = terms.memory();
        home = terms.home();
        secret = terms.secret();
        nonce = terms.environment().nonce();
        strand = terms.environment().strand(this::fault);
        leaderTransport = terms.engine().apply(strand);
        sessionMembers = new SessionMembers(() -> Optional.ofNullable(news).ifPresent(SessionEventPoller::ask));
    }

    void open() {
        byte[] entry = CommandCodec.write(
                new Command.Open(nonce, request.leaseDuration().toNanos(), home, secret));
        strand.run(() -> opening = deliver(entry, this::opened));
    }

    private void opened(Reply reply) {
        if (over) {
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
        news = reader;
        facts.opened(
                new SessionGrant(opened.session().name(), lease, Duration.ofNanos(Store.validity(lease.toNanos()))));
        reader.ask();
    }

    @Override
    public Candidacy enter(ElectionName election, Candidate candidate, CandidacyFacts candidacyFacts) {
        RaftCandidacy candidacy = new RaftCandidacy(this, election, candidacyFacts);
        candidacy.enter(candidate);
        return candidacy;
    }

    @Override
    public void prove() {
        strand.run(() -> opened().ifPresent(box -> {
            proofAnswered();
            proofBound = strand.later(
                    request.requestTimeout(),
                    () -> facts.unproven(new TimeoutException("no answer within " + request.requestTimeout())));
            box.prove();
        }));
    }

    @Override
    public void proofAnswered() {
        if (proofBound != null) {
            proofBound.cancel();
        }
    }

    @Override
    public Optional<Throwable> trouble() {
        return connectivity.trouble();
    }

    @Override
    public Optional<String> server() {
        return leaderTransport.server().or(() -> Optional.of(home).filter(member -> !member.isEmpty()));
    }

    @Override
    public void leaveServer() {
        strand.run(leaderTransport::leaveServer);
    }

    @Override
    public CompletionStage<CandidateQueue> candidates(ElectionName election) {
        return sessionQueries.candidates(election);
    }

    @Override
    public CompletionStage<Optional<Leader>> leader(ElectionName election) {
        return sessionQueries.leader(election);
    }

    @Override
    public CompletionStage<Boolean> forget(ElectionName election) {
        return sessionQueries.forget(election);
    }

    @Override
    public Observation observe(ElectionName election, Runnable changed) {
        strand.run(() -> sessionMembers.observe(election, changed));
        return () -> strand.run(() -> sessionMembers.ignore(election, changed));
    }

    @Override
    public CompletionStage<Long> raiseTokenFloor(ElectionName election, long atLeast) {
        return sessionQueries.raiseFloor(election, atLeast);
    }

    @Override
    public void close() {
        strand.run(this::close0);
        if (strand.isCurrent()) {
            return;
        }
        try {
            strand.awaitStop(request.requestTimeout().multipliedBy(2).plus(CLOSE_GRACE));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void close0() {
        SessionId open = id;
        IllegalStateException closed = new IllegalStateException("the session was closed");
        end(() -> {
            if (open == null) {
                free();
                return;
            }
            // A session that is closed has ended when nothing is left of it.
            SessionClosing.begin(strand, leaderTransport, open, request.requestTimeout(), () -> {
                free();
                facts.ended(closed);
            });
        });
    }

    @Override
    public void lost(String how) {
        end(() -> {
            free();
            facts.ended(new IllegalStateException(how));
        });
    }

    /** Trying again will not help before an operator mends the cause. */
    void refuse(Throwable cause) {
        strand.run(() -> fault(cause));
    }

    /** This process must not lead anything for the time being. */
    void giveUp(Throwable cause) {
        strand.run(() -> lost(ExceptionText.text(cause)));
    }

    private void fault(Throwable fault) {
        end(() -> {
            // First what the process holds: who hears of the end may throw.
            free();
            if (id == null) {
                facts.failed(fault);
            } else {
                facts.ended(fault);
            }
        });
    }

    private void end(Runnable last) {
        if (over) {
            return;
        }
        over = true;
        Optional.ofNullable(opening).ifPresent(ProposalRetry::giveUp);
        Optional.ofNullable(entryBatcher).ifPresent(EntryBatcher::end);
        Optional.ofNullable(news).ifPresent(SessionEventPoller::end);
        proofAnswered();
        sessionQueries.end();
        sessionMembers.end();
        last.run();
    }

    private void free() {
        leaderTransport.close();
        strand.stop();
    }

    @Override
    public ProposalRetry deliver(byte[] entry, Consumer<Reply> answered) {
        connectivity.asked();
        return ProposalRetry.begin(strand, leaderTransport, entry, new ProposalRetry.Listener() {
            @Override
            public void answered(Reply reply) {
                connectivity.reached();
                answered.accept(reply);
            }

            @Override
            public void failing(Throwable cause) {
                connectivity.unreached(cause);
            }
        });
    }

    @Override
    public Optional<EntryBatcher> opened() {
        return over ? Optional.empty() : Optional.ofNullable(entryBatcher);
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public long heardUpTo() {
        return Optional.ofNullable(news).map(SessionEventPoller::heardUpTo).orElse(0L);
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
