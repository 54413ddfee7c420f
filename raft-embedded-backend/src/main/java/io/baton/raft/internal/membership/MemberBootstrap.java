// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.membership;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.ElectionTimeouts;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.member.workaround.DataRecovery;
import io.baton.raft.internal.storage.GroupDirectory;
import io.baton.raft.internal.transport.GroupBinding;
import io.baton.spi.support.Strand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.GroupManagementRequest;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.server.RaftServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a member comes to vote: from what lies in its directory, by founding a group, or by being added to one. No member votes
 * because of its configuration.
 */
public final class MemberBootstrap {

    private static final Logger LOG = LoggerFactory.getLogger(MemberBootstrap.class);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LONG_PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);

    private final GroupConfig groupConfig;
    private final Address self;
    private final Path dataDir;
    private final GroupBinding binding;
    private final BootstrapListener listener;
    private final OtherMembers others;
    private final Founding founding;
    private final boolean hasData;
    private final ClientId client = ClientId.randomId();
    private final Strand strand = new Strand("baton-raft-bootstrap", this::fault);
    private volatile Optional<RaftGroupId> present;
    private volatile boolean closed;

    private MemberBootstrap(
            GroupConfig groupConfig,
            ElectionTimeouts timeouts,
            GroupBinding binding,
            BootstrapListener listener,
            Optional<RaftGroupId> found) {
        this.groupConfig = groupConfig;
        dataDir = groupConfig.memberDir();
        this.binding = binding;
        this.listener = listener;
        self = groupConfig.self().orElseThrow();
        others = new OtherMembers(groupConfig, dataDir);
        founding = new Founding(groupConfig, timeouts, strand, others, listener::delayed);
        hasData = found.isPresent();
        present = hasData || groupConfig.hasOthers() ? found : Optional.of(RaftGroupId.randomId());
        if (hasData) {
            founding.resume();
        } else if (groupConfig.hasOthers()) {
            others.waitQuietly("member " + self + " has no data and asks the others whether they know it");
        }
    }

    /**
     * Begins with what is there.
     *
     * @throws IOException if that is of several groups, or of another one than this process has taken part in
     */
    public static MemberBootstrap of(
            GroupConfig groupConfig, ElectionTimeouts timeouts, GroupBinding binding, BootstrapListener listener)
            throws IOException {
        MemberBootstrap begun = new MemberBootstrap(
                groupConfig, timeouts, binding, listener, GroupDirectory.find(groupConfig.memberDir()));
        Optional<IOException> objection = begun.hasData || groupConfig.hasOthers()
                ? begun.present.flatMap(binding::objection)
                : binding.objectionToFounding();
        if (objection.isPresent()) {
            begun.strand.stop();
            throw objection.get();
        }
        return begun;
    }

    /** The group in which this member takes part, with a vote or without. */
    public Optional<RaftGroupId> group() {
        return present;
    }

    /**
     * Has the data be as the engine can begin with them, as after a power cut.
     *
     * @throws IOException if something is missing of the group's data without which this member must not vote
     */
    public void checkData() throws IOException {
        if (hasData) {
            DataRecovery.recover(GroupDirectory.of(dataDir, present.orElseThrow()));
        }
    }

    /** What the server begins with: where there are data, they tell who votes. */
    public Optional<RaftGroup> initial() {
        return present.map(id -> founding.isUnderWay() || !groupConfig.hasOthers()
                ? RaftGroup.valueOf(id, self.toPeer())
                : RaftGroup.valueOf(id));
    }

    /** The server listens. */
    public void begin(RaftServer server) {
        if (others.waiting().isPresent()) {
            strand.run(() -> ask(server));
        } else if (isFounding()) {
            strand.run(() -> founding.addOthers(server, present.orElseThrow()));
        } else if (hasData) {
            strand.run(() -> {
                tellWhetherItVotes(server);
                watch(server);
            });
        }
    }

    private void tellWhetherItVotes(RaftServer server) {
        division(server).map(RaftServer.Division::getRaftConf).ifPresent(members -> {
            if (!others.tellWhetherItVotes(present.orElseThrow(), members)) {
                new AddressUpdate(groupConfig, strand, () -> closed).begin(members.getAllPeers());
            }
        });
    }

    /** Why this process takes no part yet, if it does not. */
    public Optional<String> waiting() {
        return others.waiting();
    }

    /** Whether the group consists of this member alone for the moment: what it kept then would be nowhere else. */
    public boolean isFounding() {
        return founding.isUnderWay();
    }

    public void close() {
        closed = true;
        strand.run(others::disconnect);
        strand.stop();
        try {
            strand.awaitStop(CLOSE_BOUND);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(RaftServer server) {
        if (closed) {
            return;
        }
        GroupProbe groupProbe = others.ask();
        BootstrapDecision bootstrapDecision = BootstrapDecision.of(self, groupConfig.members(), groupProbe);
        if (bootstrapDecision instanceof BootstrapDecision.Wait wait) {
            others.waitBecause(wait.why());
            strand.later(PAUSE, () -> ask(server));
        } else if (bootstrapDecision instanceof BootstrapDecision.Refused refused) {
            groupProbe
                    .leaderViews()
                    .forEach(leaderView -> others.logDuplicate(leaderView.group(), refused.members().stream()));
            refuse(refused.members());
        } else if (bootstrapDecision instanceof BootstrapDecision.Join join) {
            addGroup(server, join.group(), false);
        } else {
            addGroup(server, RaftGroupId.randomId(), true);
        }
    }

    private void refuse(List<Address> members) {
        refuse(others.lostData(members));
    }

    private void refuse(IOException why) {
        others.disconnect();
        others.waitQuietly(ExceptionText.text(why));
        listener.refused(why);
    }

    private void addGroup(RaftServer server, RaftGroupId next, boolean founds) {
        Optional<IOException> objection = founds ? binding.objectionToFounding() : binding.objection(next);
        if (objection.isPresent()) {
            refuse(objection.get());
            return;
        }
        try {
            if (founds) {
                founding.begin();
            } else {
                founding.end();
            }
            present = Optional.of(next);
            RaftClientReply reply = server.groupManagement(GroupManagementRequest.newAdd(
                    client, id(), CallId.getAndIncrement(), initial().orElseThrow(), false));
            if (!reply.isSuccess()) {
                throw new IOException("not begun: " + reply);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        others.waitNoMore();
        if (founds) {
            LOG.info("member {} begins group {} and adds {}", self, next.getUuid(), groupConfig.members());
            founding.addOthers(server, next);
        } else {
            LOG.info("member {} waits, without a vote, until it is added to group {}", self, next.getUuid());
            strand.later(LONG_PAUSE, () -> watch(server));
        }
    }

    /** The group that this member has joined may not come about, and it may be wanted in another one. */
    private void watch(RaftServer server) {
        if (closed) {
            return;
        }
        if (!hasHeardNothing(server)) {
            others.waitNoMore();
            others.disconnect();
            return;
        }
        RaftGroupId joined = present.orElseThrow();
        GroupProbe groupProbe = others.askBesides(joined);
        BootstrapDecision bootstrapDecision = BootstrapDecision.of(self, groupConfig.members(), groupProbe);
        if (bootstrapDecision instanceof BootstrapDecision.Refused refused
                && groupProbe.leaderViews().stream()
                        .noneMatch(leaderView -> leaderView.group().equals(joined))) {
            refuse(refused.members());
            return;
        }
        if (bootstrapDecision instanceof BootstrapDecision.Found
                || (bootstrapDecision instanceof BootstrapDecision.Join join
                        && !join.group().equals(joined))) {
            LOG.info("member {} leaves group {}, of which it has heard nothing", self, joined.getUuid());
            others.disconnect();
            listener.leaves(joined);
            return;
        }
        if (groupProbe.leaderViews().stream()
                .anyMatch(leaderView -> leaderView.group().equals(joined))) {
            others.waitNoMore();
        } else {
            others.tellStrangers(joined, groupProbe);
        }
        strand.later(LONG_PAUSE, () -> watch(server));
    }

    private boolean hasHeardNothing(RaftServer server) {
        return division(server)
                .filter(division -> division.getRaftConf().getCurrentPeers().isEmpty()
                        && division.getRaftLog().getLastEntryTermIndex() == null)
                .isPresent();
    }

    private Optional<RaftServer.Division> division(RaftServer server) {
        return present.flatMap(id -> GroupConfig.division(server, id));
    }

    private RaftPeerId id() {
        return RaftPeerId.valueOf(self.id());
    }

    private void fault(Throwable fault) {
        if (!closed) {
            listener.refused(new IOException("member " + self + " cannot take part in the group", fault));
        }
    }
}
