// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.membership;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.ElectionTimeouts;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.member.workaround.DataRecovery;
import io.baton.raft.internal.storage.GroupDirectory;
import io.baton.raft.internal.transport.GroupBinding;
import io.baton.spi.support.Strand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.GroupManagementRequest;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.server.RaftConfiguration;
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
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);

    private final GroupConfig groupConfig;
    private final Address self;
    private final Path dataDir;
    private final GroupBinding binding;
    private final BootstrapListener listener;
    private final OtherMembers others;
    private final Founding founding;
    private final JoinedGroupWatch joinedGroupWatch;
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
        joinedGroupWatch = new JoinedGroupWatch(groupConfig, strand, others, listener, () -> closed);
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
                joinedGroupWatch.look(server, present.orElseThrow());
            });
        }
    }

    private void tellWhetherItVotes(RaftServer server) {
        RaftGroupId own = present.orElseThrow();
        Optional<RaftServer.Division> division = GroupConfig.division(server, own);
        if (division.isPresent()) {
            RaftConfiguration members = division.get().getRaftConf();
            if (!others.tellWhetherItVotes(own, members)) {
                new AddressUpdate(groupConfig, strand, () -> closed).begin(members.getAllPeers());
            }
        }
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
            for (LeaderView leaderView : groupProbe.leaderViews()) {
                others.logDuplicate(leaderView.group(), refused.members());
            }
            others.refuse(others.lostData(refused.members()), listener);
        } else if (bootstrapDecision instanceof BootstrapDecision.Join join) {
            addGroup(server, join.group(), false);
        } else {
            addGroup(server, RaftGroupId.randomId(), true);
        }
    }

    private void addGroup(RaftServer server, RaftGroupId next, boolean founds) {
        Optional<IOException> objection = founds ? binding.objectionToFounding() : binding.objection(next);
        if (objection.isPresent()) {
            others.refuse(objection.get(), listener);
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
            joinedGroupWatch.lookLater(server, next);
        }
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
