// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.membership;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.storage.GroupDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the others say, and what of it keeps this member from taking part. For one thread, but for {@link #waiting}. */
public final class OtherMembers {

    private static final Logger LOG = LoggerFactory.getLogger(OtherMembers.class);

    private final GroupConfig groupConfig;
    private final Address self;
    private final Path dataDir;
    private volatile Optional<String> waiting = Optional.empty();
    private @Nullable AdminClient connection;

    public OtherMembers(GroupConfig groupConfig, Path dataDir) {
        this.groupConfig = groupConfig;
        this.dataDir = dataDir;
        self = groupConfig.self().orElseThrow();
    }

    GroupProbe ask() {
        return GroupProbe.of(connection(), groupConfig.members(), self.id());
    }

    GroupProbe askBesides(RaftGroupId own) {
        return GroupProbe.of(connection(), groupConfig.members(), self.id(), own);
    }

    /** The members that this one is configured with and that take no part in that group; those of another one are told. */
    List<Address> missing(RaftGroupId own) {
        GroupProbe groupProbe = GroupProbe.views(connection(), groupConfig.members(), self.id());
        tellStrangers(own, groupProbe);
        List<Address> missing = new ArrayList<>();
        for (Address member : groupConfig.members()) {
            Optional<MembershipView> view = groupProbe.view(member);
            if (!member.equals(self) && !(view.isPresent() && view.get().isOf(own))) {
                missing.add(member);
            }
        }
        return missing;
    }

    /** Says which members belong to another group than this one, so that its own is not completed. */
    void tellStrangers(RaftGroupId own, GroupProbe groupProbe) {
        List<String> strangers = groupProbe.strangers(own, groupConfig.members());
        if (strangers.isEmpty()) {
            waitNoMore();
            return;
        }
        String why = "member " + self + " belongs to group " + own.getUuid() + ", which is not complete, since "
                + String.join("; ", strangers)
                + ". The lists in baton.raft.members differ between these processes: give"
                + " all of them the same list, and have those begin anew without their directory whose group is not to"
                + " be. Here that is " + GroupDirectory.of(dataDir, own) + ", which holds no election";
        if (!waiting.equals(Optional.of(why))) {
            waiting = Optional.of(why);
            LOG.warn("{}", why);
        }
    }

    /**
     * Tells whether this member votes, by the configuration in its data.
     *
     * @return whether another process takes part under the id of this member
     */
    boolean tellWhetherItVotes(RaftGroupId group, RaftConfiguration members) {
        if (members.getCurrentPeers().stream()
                .noneMatch(peer -> peer.getId().toString().equals(self.id()))) {
            LOG.info(
                    "member {} is none of the members {}: it takes part as a client until it is added",
                    self,
                    members.getCurrentPeers());
        }
        return logDuplicate(
                group, members.getAllPeers().stream().map(Address::of).toList());
    }

    /** Why this member must not vote: it was one, and has no data. */
    IOException lostData(List<Address> members) {
        return new IOException("member " + self + " finds no data in " + dataDir + ", but it is one of the members "
                + members + ". What it has promised them is lost, so it must not vote under that id. Put the data back;"
                + " or have RaftMembership replace it, replace(\"" + self.id() + "\", \"<another id>@"
                + self.hostAndPort()
                + "\"), and start it with that id; or remove(\"" + self.id() + "\"), start it, and add(\"" + self
                + "\")");
    }

    /** Says so if another process takes part in that group under the id of this member. */
    boolean logDuplicate(RaftGroupId own, List<Address> members) {
        Optional<String> found = duplicate(own, members);
        found.ifPresent(LOG::error);
        return found.isPresent();
    }

    /** That another process takes part in that group under the id of this member, if one does, for messages. */
    public Optional<String> duplicate(RaftGroupId own, List<Address> members) {
        for (Address member : members) {
            if (member.id().equals(self.id())
                    && isElsewhere(member)
                    && connection().takesPart(member, own)) {
                return Optional.of("another process takes part in the group as member " + self.id() + ", at "
                        + member.hostAndPort() + ": baton.raft.id of this one, at " + self.hostAndPort()
                        + ", is taken, or its directory " + dataDir + " was copied. A member that is there twice breaks"
                        + " what it has promised: stop this process, and give it an id of its own and an empty"
                        + " directory");
            }
        }
        return Optional.empty();
    }

    /** Whether this process cannot be meant: its address may have been written in another way before. */
    private boolean isElsewhere(Address member) {
        if (member.port() != self.port()) {
            return true;
        }
        try {
            InetAddress address = InetAddress.getByName(member.host());
            return !address.isLoopbackAddress() && NetworkInterface.getByInetAddress(address) == null;
        } catch (IOException unknown) {
            return false;
        }
    }

    /** Why this process takes no part yet, if it does not. */
    Optional<String> waiting() {
        return waiting;
    }

    /** Another line has said so, or there is nothing to say. */
    void waitQuietly(String why) {
        waiting = Optional.of(why);
    }

    /** This member takes no part, and asks no further member. */
    void refuse(IOException why, BootstrapListener listener) {
        disconnect();
        waitQuietly(ExceptionText.text(why));
        listener.refused(why);
    }

    void waitBecause(String why) {
        if (!waiting.equals(Optional.of(why))) {
            waiting = Optional.of(why);
            LOG.info("{}", why);
        }
    }

    void waitNoMore() {
        waiting = Optional.empty();
    }

    private AdminClient connection() {
        AdminClient open = connection;
        if (open == null) {
            open = new AdminClient(groupConfig);
            connection = open;
        }
        return open;
    }

    /** The next question makes another connection. */
    void disconnect() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
