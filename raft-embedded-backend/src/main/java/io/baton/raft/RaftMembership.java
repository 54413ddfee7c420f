// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.BatonException;
import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.membership.AdminClient;
import io.baton.raft.internal.membership.ConfigurationChange;
import io.baton.raft.internal.membership.GroupProbe;
import io.baton.raft.internal.membership.LeaderView;
import io.baton.raft.internal.membership.MembershipOperation;
import io.baton.spi.MonotonicClock;
import io.baton.spi.support.ConfigurationValues;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the members of an embedded Raft group while it runs, from any process that can reach it. Thread-safe; what is asked
 * for at the same time is done one after the other, also by several processes.
 *
 * <p>Each method blocks until it is done, but no longer than the patience given, plus a few seconds for an answer that does not
 * come. All can be repeated: what is as wanted already is left alone. A change that was not confirmed in time may still
 * happen; {@link #members()} tells. No change is begun unless a majority of the members that there would be answers.
 *
 * <p>Leaderships go on while members change, as long as their processes can reach a majority. What this does not do: it does not
 * start or stop processes, and does not change what any process is configured with.
 */
public final class RaftMembership implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RaftMembership.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final GroupConfig groupConfig;
    private final Duration patience;
    private final Strand strand = new Strand("baton-raft-membership", RaftMembership::fault);
    private volatile boolean closed;

    private RaftMembership(GroupConfig groupConfig, Duration patience) {
        this.groupConfig = groupConfig;
        this.patience = patience;
    }

    /**
     * Opens the way to a group, with a patience of 30 seconds. Does not connect yet.
     *
     * @param configuration the keys under {@code baton.raft.} that a process of the application has; others are not looked at
     * @throws IllegalArgumentException if they do not say who the members are
     */
    public static RaftMembership open(Map<String, String> configuration) {
        return open(configuration, PATIENCE);
    }

    /** As {@link #open(Map)}, with another patience. */
    public static RaftMembership open(Map<String, String> configuration, Duration patience) {
        return new RaftMembership(RaftBackendProvider.seen(new ConfigurationValues(configuration)), patience);
    }

    /**
     * The members, as the group's Raft leader has them.
     *
     * @throws BatonException if no member leads the group
     */
    public List<RaftMember> members() throws InterruptedException {
        CompletableFuture<List<RaftMember>> told = new CompletableFuture<>();
        run("the members of the group are not known", connection -> {
            GroupProbe groupProbe = GroupProbe.of(connection, groupConfig.members(), "");
            if (groupProbe.leaderView().isEmpty()) {
                return Optional.of(ConfigurationChange.noLeader(groupProbe));
            }
            told.complete(members(groupProbe, groupProbe.leaderView().get()));
            return Optional.empty();
        });
        return told.join();
    }

    private static List<RaftMember> members(GroupProbe groupProbe, LeaderView leaderView) {
        return leaderView.members().stream()
                .map(member -> new RaftMember(
                        member.id(),
                        member.hostAndPort(),
                        member.equals(leaderView.leader()),
                        groupProbe.view(member).isPresent()))
                .toList();
    }

    /**
     * Adds a process, which has to run already, configured with the members and itself. It may be one that was removed before.
     *
     * @param member as in {@code d@host4:7001}
     * @throws BatonException if it does not answer, or belongs to another group, or its id or its address is taken
     */
    public void add(String member) throws InterruptedException {
        change("could not add " + member, MembershipOperation.adding(Address.parse(member)));
    }

    /**
     * Removes a member, running or not. If it runs it goes on as a client of the group.
     *
     * @throws BatonException if it is the only one, or too few of the others answer
     */
    public void remove(String id) throws InterruptedException {
        change("could not remove " + id, MembershipOperation.removing(id));
    }

    /**
     * Puts a process into the place of a member, which may be gone for good, in one step. If both have the same id the member is
     * removed first, and added as soon as it answers: the group has one member less meanwhile.
     *
     * @param member as for {@link #add}
     * @throws BatonException if the new one does not answer, or the old one is not known
     */
    public void replace(String id, String member) throws InterruptedException {
        Address added = Address.parse(member);
        if (added.id().equals(id)) {
            remove(id);
            add(member);
        } else {
            change("could not replace " + id + " by " + member, MembershipOperation.replacing(id, added));
        }
    }

    /** Ends what is under way in this process; it may have been carried out all the same. */
    @Override
    public void close() {
        closed = true;
        strand.stop();
    }

    private void change(String failed, MembershipOperation membershipOperation) throws InterruptedException {
        run(failed, new ConfigurationChange(membershipOperation, groupConfig.members())::attempt);
    }

    private static void fault(Throwable fault) {
        LOG.error("a fault while the members of a group are changed", fault);
    }

    /** @param attempt says why it has to be made again, if it has to be */
    private void run(String failed, Function<AdminClient, Optional<String>> attempt) throws InterruptedException {
        AdminClient connection = new AdminClient(groupConfig);
        CompletableFuture<Void> done = new CompletableFuture<>();
        long end = MonotonicClock.SYSTEM.nanos() + patience.toNanos();
        if (!strand.run(() -> attempt(attempt, connection, done, end))) {
            connection.close();
            throw new IllegalStateException("closed");
        }
        try {
            done.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BatonException refused
                    ? new BatonException(failed + ": " + refused.getMessage(), refused)
                    : new BatonException(failed, e);
        } finally {
            done.cancel(false);
            if (!strand.run(connection::close)) {
                connection.close();
            }
        }
    }

    private void attempt(
            Function<AdminClient, Optional<String>> attempt,
            AdminClient connection,
            CompletableFuture<Void> done,
            long end) {
        if (done.isDone()) {
            return;
        }
        try {
            Optional<String> unfinished = attempt.apply(connection);
            if (unfinished.isEmpty()) {
                done.complete(null);
            } else if (closed || MonotonicClock.SYSTEM.nanos() - end >= 0) {
                done.completeExceptionally(new BatonException(unfinished.get()));
            } else {
                strand.later(PAUSE, () -> attempt(attempt, connection, done, end));
            }
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
    }
}
