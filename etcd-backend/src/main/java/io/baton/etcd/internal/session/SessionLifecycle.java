// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.session;

import io.baton.etcd.internal.client.ClusterHistory;
import io.baton.etcd.internal.client.EtcdClient;
import io.baton.etcd.internal.client.VersionWarning;
import io.baton.etcd.internal.client.settings.ClientSettings;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionGrant;
import io.baton.spi.SessionRequest;
import io.baton.spi.support.SessionState;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens one session, and frees at its end what it holds. */
public final class SessionLifecycle implements SessionLink.Owner, SessionOpener.Outcome {

    private static final Duration CLOSE_GRACE = Duration.ofSeconds(3);

    private final Terms terms;
    private final SessionFacts facts;
    private final Consumer<Throwable> endQueries;
    private final Strand strand;
    private final SessionState state;
    private final EtcdClient client;
    private final SessionLink link;
    private final SessionContext context;
    private final SessionOpener opener;

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
        state = new SessionState(strand, facts, new Resources());
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
        state.close();
    }

    @Override
    public void opened(SessionOpener.Keyed keyed, SessionGrant grant) {
        SessionFence fence = new SessionFence(link, facts, keyed.fence(), keyed.heartbeat());
        KeepAlive keepAlive = new KeepAlive(link, grant.leaseDuration());
        EntryGuard guard = new EntryGuard(link, keyed.guard());
        context.open(new OpenSession(grant, fence, guard, new HeartbeatWatches(link, facts), keepAlive));
        keepAlive.begin();
        state.opened(grant);
        context.members().opened();
    }

    @Override
    public void failed(Exception cause) {
        state.refuse(cause);
    }

    @Override
    public boolean isOver() {
        return state.isOver();
    }

    @Override
    public void lost(Exception cause) {
        state.end(cause);
    }

    @Override
    public void fault(Throwable cause) {
        state.refuse(cause);
    }

    private final class Resources implements SessionState.Resources {

        @Override
        public List<Runnable> endSteps(Throwable cause) {
            List<Runnable> steps = new ArrayList<>();
            context.everOpened().ifPresent(open -> steps.add(open.keepAlive()::end));
            steps.add(context.members()::end);
            steps.add(() -> endQueries.accept(cause));
            return steps;
        }

        @Override
        public void leaveStore(boolean closed, Runnable done) {
            if (opener.mayHaveLease() && client.wasReached()) {
                new SessionCleanup(link, done).begin();
            } else {
                done.run();
            }
        }

        @Override
        public void closeClient() {
            client.close();
        }

        @Override
        public void awaitStop() throws InterruptedException {
            strand.awaitStop(
                    SessionCleanup.bound(link.request().requestTimeout()).plus(CLOSE_GRACE));
        }
    }

    /** What all sessions of one backend share. */
    public record Terms(
            ClientSettings access,
            KeyPaths keys,
            ClusterHistory history,
            VersionWarning versions,
            SkippedKeys skippedKeys) {}
}
