// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.session;

import io.baton.etcd.internal.client.ClusterHistory;
import io.baton.etcd.internal.client.EtcdClient;
import io.baton.etcd.internal.client.VersionWarning;
import io.baton.etcd.internal.client.settings.ClientSettings;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionGrant;
import io.baton.spi.SessionRequest;
import io.baton.spi.support.AsyncLogger;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** One session from its opening to its end: tells the engine of both once, and frees at the end what the session holds. */
public final class SessionLifecycle implements SessionLink.Owner, SessionOpener.Outcome {

    private static final Duration CLOSE_GRACE = Duration.ofSeconds(3);

    private static final AsyncLogger LOG = AsyncLogger.of(SessionLifecycle.class);

    private final Terms terms;
    private final SessionFacts facts;
    private final Consumer<Throwable> endQueries;
    private final Strand strand;
    private final EtcdClient client;
    private final SessionLink link;
    private final SessionContext context;
    private final SessionOpener opener;
    private boolean over;

    /**
     * Has asked for nothing yet.
     *
     * @param endQueries fails the queries that are still open, with the cause of the session's end
     */
    public SessionLifecycle(Terms terms, SessionRequest request, SessionFacts facts, Consumer<Throwable> endQueries) {
        this.terms = terms;
        this.facts = facts;
        this.endQueries = endQueries;
        strand = new Strand("baton-etcd-session", this::fault);
        client = new EtcdClient(terms.access(), strand, request.requestTimeout(), facts::answered);
        link = new SessionLink(strand, request, new SessionLink.Store(client, terms.keys(), terms.history()), this);
        context = new SessionContext(link, terms.skippedKeys());
        opener = new SessionOpener(link, terms.versions(), this);
    }

    public SessionContext context() {
        return context;
    }

    public void open() {
        strand.run(this::begin);
    }

    private void begin() {
        Optional<Exception> contradiction = terms.history().contradiction();
        if (contradiction.isPresent()) {
            fault(contradiction.get());
        } else {
            opener.begin();
        }
    }

    /** Ends the session and waits for its end, unless it is the strand that closes it. */
    public void close() {
        strand.run(() -> end(Ending.CLOSED, new IllegalStateException("the session was closed")));
        if (strand.isCurrent()) {
            return;
        }
        try {
            strand.awaitStop(
                    SessionCleanup.bound(link.request().requestTimeout()).plus(CLOSE_GRACE));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void opened(SessionOpener.Keyed keyed, SessionGrant grant) {
        SessionFence fence = new SessionFence(link, facts, keyed.fence(), keyed.heartbeat());
        KeepAlive keepAlive = new KeepAlive(link, grant.leaseDuration());
        EntryGuard guard = new EntryGuard(link, keyed.guard());
        context.open(new OpenSession(grant, fence, guard, new HeartbeatWatches(link, facts), keepAlive));
        keepAlive.begin();
        facts.opened(grant);
        context.members().opened();
    }

    @Override
    public void failed(Exception cause) {
        end(Ending.FAILED, cause);
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public void lost(Exception cause) {
        end(Ending.ENDED, cause);
    }

    @Override
    public void fault(Throwable cause) {
        end(context.everOpened().isEmpty() ? Ending.FAILED : Ending.ENDED, cause);
    }

    private void end(Ending ending, Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        Optional<OpenSession> open = context.everOpened();
        Runnable ended = () -> open.ifPresent(known -> facts.ended(cause));
        // A session that is closed has ended when nothing is left of it.
        Runnable told = ending == Ending.CLOSED ? ended : () -> {};
        if (ending == Ending.FAILED) {
            inAnyCase(() -> facts.failed(cause));
        } else if (ending == Ending.ENDED) {
            inAnyCase(ended);
        }
        if (open.isPresent()) {
            inAnyCase(open.get().keepAlive()::end);
        }
        inAnyCase(context.members()::end);
        inAnyCase(() -> endQueries.accept(cause));
        if (opener.mayHaveLease() && client.wasReached()) {
            cleanUp(told);
        } else {
            free(told);
        }
    }

    private void cleanUp(Runnable told) {
        try {
            new SessionCleanup(link, () -> free(told)).begin();
        } catch (RuntimeException | Error fault) {
            LOG.debug("the lease of session {} is left to run out", link.name(), fault);
            free(told);
        }
    }

    private void free(Runnable told) {
        inAnyCase(client::close);
        inAnyCase(told);
        strand.stop();
    }

    /** A step that throws must not keep the other steps of the end from running. */
    private void inAnyCase(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error fault) {
            LOG.warn("a step of the end of session {} has failed, the others follow", link.name(), fault);
        }
    }

    private enum Ending {
        FAILED,
        ENDED,
        CLOSED
    }

    /** What all sessions of one backend share. */
    public record Terms(
            ClientSettings access,
            KeyPaths keys,
            ClusterHistory history,
            VersionWarning versions,
            SkippedKeys skippedKeys) {}
}
