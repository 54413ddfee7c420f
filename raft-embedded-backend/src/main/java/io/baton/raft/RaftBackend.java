// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.ElectionTimeouts;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.config.LeaseProfile;
import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.member.EarlyElection;
import io.baton.raft.internal.member.LocalMember;
import io.baton.raft.internal.message.SessionSecret;
import io.baton.raft.internal.session.SessionEnvironment;
import io.baton.raft.internal.session.SessionTerms;
import io.baton.raft.internal.transport.ClientSettings;
import io.baton.raft.internal.transport.GroupBinding;
import io.baton.raft.internal.transport.GroupLookup;
import io.baton.raft.internal.transport.LeaderTransport;
import io.baton.raft.internal.transport.LocalTransport;
import io.baton.raft.internal.transport.RemoteTransport;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionBackend;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.spi.support.HighestOrderValue;
import io.baton.spi.support.Strand;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.ratis.protocol.RaftGroupId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Elections in a group of the application's own processes. Thread-safe. */
final class RaftBackend implements ElectionBackend {

    static final String NAME = "raft";

    private static final Logger LOG = LoggerFactory.getLogger(RaftBackend.class);
    private static final Duration STOP_BOUND = Duration.ofSeconds(15);

    private final GroupConfig groupConfig;
    private final Optional<LeaseProfile> profile;
    private final SessionSecret secret = SessionSecret.random();
    private final SessionTerms terms;
    private final Strand starter = new Strand("baton-raft-start", this::fault);
    private final GroupBinding binding = new GroupBinding(this::foundedAnew);
    private volatile Optional<LocalMember> member = Optional.empty();
    private volatile @Nullable RaftSession session;
    private volatile ElectionTimeouts timeouts = ElectionTimeouts.DEFAULT;
    private volatile boolean isProfileTold;
    private volatile boolean closed;

    /** @param profile if one is configured */
    RaftBackend(GroupConfig groupConfig, Optional<LeaseProfile> profile) {
        this.groupConfig = groupConfig;
        this.profile = profile;
        String home = groupConfig.self().map(Address::id).orElse("");
        Function<Strand, LeaderTransport> engine = home.isEmpty()
                ? strand -> new RemoteTransport(groupConfig, strand, Optional.empty(), settings(binding))
                : strand -> new LocalTransport(
                        () -> member.map(running -> running),
                        groupConfig.hasOthers() ? others(strand) : Optional.empty());
        terms = new SessionTerms(home, secret.digest(), engine, new HighestOrderValue(), SessionEnvironment.ORDINARY);
    }

    private Optional<LeaderTransport> others(Strand strand) {
        return Optional.of(new RemoteTransport(
                groupConfig, strand, Optional.of(this::leaderProcessGone), settings(new OwnGroup())));
    }

    private void leaderProcessGone(String leader) {
        Optional<EarlyElection> earlyElection = member.flatMap(LocalMember::earlyElection);
        if (earlyElection.isPresent()) {
            earlyElection.get().heed(leader);
        }
    }

    private ClientSettings settings(GroupLookup.Kept kept) {
        return new ClientSettings(timeouts, secret, kept);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration defaultLeaseDuration() {
        return profile.orElse(LeaseProfile.BALANCED).lease();
    }

    @Override
    public BackendSession open(SessionRequest request, SessionFacts facts) {
        tellProfile(request.leaseDuration());
        timeouts = ElectionTimeouts.of(request.leaseDuration());
        RaftSession opened = new RaftSession(terms, request, facts);
        session = opened;
        if (groupConfig.self().isPresent()) {
            starter.run(() -> start(opened));
        }
        opened.open();
        return opened;
    }

    /** Once, since the configuration of a connection does not change. */
    private void tellProfile(Duration lease) {
        Optional<String> overruled = profile.flatMap(configured -> configured.overruledBy(lease));
        if (overruled.isPresent() && !isProfileTold) {
            isProfileTold = true;
            LOG.warn("{}", overruled.get());
        }
    }

    private void start(RaftSession waiting) {
        if (closed || member.isPresent()) {
            return;
        }
        try {
            member = Optional.of(LocalMember.start(groupConfig, timeouts, binding, this::logFailed, this::refused));
        } catch (IOException e) {
            LOG.error("{}", ExceptionText.text(e));
            waiting.refuse(e);
        }
    }

    /** A process whose disk is full leads nothing, although the others may let it. */
    private void logFailed(Throwable cause) {
        RaftSession open = session;
        if (open != null) {
            open.giveUp(new IOException("the log of this member cannot be written", cause));
        }
    }

    /** The next session has it ask again: what stands against it may have been mended. */
    private void refused(IOException why) {
        LOG.error("{}", ExceptionText.text(why));
        starter.run(() -> {
            closeMember();
            refuseSession(why);
        });
    }

    private void foundedAnew(IOException why) {
        LOG.error("{}", ExceptionText.text(why));
        refuseSession(why);
    }

    private void refuseSession(IOException why) {
        RaftSession open = session;
        if (open != null) {
            open.refuse(why);
        }
    }

    private void closeMember() {
        member.ifPresent(LocalMember::close);
        member = Optional.empty();
    }

    /** That of the member in this process. */
    private final class OwnGroup implements GroupLookup.Kept {

        @Override
        public Optional<RaftGroupId> group() {
            return member.flatMap(LocalMember::groupId);
        }

        @Override
        public void taken(RaftGroupId by) {
            binding.taken(by);
        }

        @Override
        public void onlyOthersAnswer(RaftGroupId other) {
            // The member itself belongs to the group.
        }
    }

    private void fault(Throwable fault) {
        LOG.error("member {} did not start", groupConfig.id(), fault);
    }

    @Override
    public void close() {
        closed = true;
        RaftSession open = session;
        if (open != null) {
            open.close();
        }
        starter.run(this::closeMember);
        starter.stop();
        try {
            starter.awaitStop(STOP_BOUND);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "embedded Raft, " + (groupConfig.self().isPresent() ? "member " : "client ") + groupConfig.id() + " of "
                + groupConfig.members();
    }
}
