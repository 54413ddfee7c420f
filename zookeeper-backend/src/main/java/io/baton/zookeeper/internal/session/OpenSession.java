// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.session;

import io.baton.spi.SessionFacts;
import io.baton.spi.SessionGrant;
import io.baton.spi.support.HighestOrderValue;
import io.baton.zookeeper.internal.client.DirectoryListings;
import java.time.Duration;
import java.util.Optional;
import org.apache.zookeeper.KeeperException.ConnectionLossException;

/**
 * What the candidacies and queries of one session share: its link, its members, what the servers have granted, and from the
 * opening on its fence and its watches of other sessions' heartbeats. For the strand only.
 */
public final class OpenSession {

    private final SessionLink link;
    private final SessionMembers members;
    private final HighestOrderValue memory;
    private final SessionFacts facts;
    private final NegotiatedTimeout negotiatedTimeout = new NegotiatedTimeout();
    private final DirectoryListings listings = new DirectoryListings();
    private final ForeignNodes foreignNodes = new ForeignNodes();
    private Optional<SessionFence> fence = Optional.empty();
    private Optional<HeartbeatWatches> heartbeats = Optional.empty();

    /** A session that is not open yet. The memory is that of the backend, for all its sessions. */
    public OpenSession(SessionLink link, SessionMembers members, HighestOrderValue memory, SessionFacts facts) {
        this.link = link;
        this.members = members;
        this.memory = memory;
        this.facts = facts;
    }

    /**
     * The session's own nodes exist.
     *
     * @return what the servers grant, once
     */
    public Optional<SessionGrant> opened(SessionContext context, int fenceVersion) {
        fence = Optional.of(new SessionFence(context, link, facts, fenceVersion));
        heartbeats = Optional.of(new HeartbeatWatches(context, facts));
        return negotiatedTimeout.update(context);
    }

    public void disconnected() {
        heartbeats.ifPresent(HeartbeatWatches::disconnected);
    }

    public void reconnected(SessionContext context) {
        heartbeats.ifPresent(HeartbeatWatches::reconnected);
        members.reconnected(context);
    }

    /** Takes all watches off a handle that goes on. */
    public void unwatch(SessionContext context) {
        members.unwatch(context);
        heartbeats.ifPresent(HeartbeatWatches::close);
    }

    /** A candidacy has left the queue. */
    public void left(SessionMembers.QueuedMember candidacy) {
        if (!link.isOver()) {
            link.context().ifPresent(context -> members.remove(candidacy, context));
        }
    }

    public SessionLink link() {
        return link;
    }

    public SessionMembers members() {
        return members;
    }

    public HighestOrderValue memory() {
        return memory;
    }

    public DirectoryListings listings() {
        return listings;
    }

    public ForeignNodes foreignNodes() {
        return foreignNodes;
    }

    public Optional<SessionFence> fence() {
        return fence;
    }

    /** Sends one proof. */
    public void prove() {
        if (link.isOver()) {
            return;
        }
        if (link.connected().isPresent()) {
            fence.ifPresent(SessionFence::prove);
        } else {
            facts.unproven(new ConnectionLossException());
        }
    }

    public Optional<HeartbeatWatches> heartbeats() {
        return heartbeats;
    }

    public NegotiatedTimeout negotiatedTimeout() {
        return negotiatedTimeout;
    }

    public Duration leaseDuration() {
        return negotiatedTimeout.leaseDuration();
    }

    public long validityNanos() {
        return negotiatedTimeout.validityNanos();
    }
}
