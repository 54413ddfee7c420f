// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.spi.support.Strand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.GroupManagementRequest;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a member comes to vote: from what lies in its directory, by founding the group, or by being added to it. Nobody votes
 * because of what it was configured with.
 */
final class Enrolment {

    private static final Logger LOG = LoggerFactory.getLogger(Enrolment.class);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration FOUNDING_BOUND = Duration.ofSeconds(10);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);

    private final Group group;
    private final Address self;
    private final Path founding;
    private final Duration foundingBound;
    private final boolean hasData;
    private final Consumer<IOException> onRefusal;
    private final Runnable onDelay;
    private final ClientId client = ClientId.randomId();
    private final Strand strand = new Strand("baton-raft-enrolment", this::fault);
    private volatile Optional<String> waiting = Optional.empty();
    private volatile boolean isFounding;
    private volatile boolean closed;
    private @Nullable AdminConnection connection;

    /**
     * Begins with what is there.
     *
     * @param onRefusal hears that this member has lost its data; from a thread of this class
     * @param onDelay hears that the group that this member founds does not come about, so that it has to begin again
     */
    Enrolment(Group group, Path dataDir, ElectionTimeouts timeouts, Consumer<IOException> onRefusal, Runnable onDelay) {
        foundingBound = timeouts.stretch(FOUNDING_BOUND);
        this.onDelay = onDelay;
        this.group = group;
        this.onRefusal = onRefusal;
        self = group.self().orElseThrow();
        founding = dataDir.resolve("founding");
        hasData = Files.exists(dataDir.resolve(Group.ID.getUuid().toString()));
        isFounding = hasData && Files.exists(founding);
        if (!hasData && group.hasOthers()) {
            waiting = Optional.of("member " + self + " has no data and asks the others whether they know it");
        }
    }

    /** What the server begins with: where there are data, they tell who votes. */
    Optional<RaftGroup> initial() {
        if (!group.hasOthers()) {
            return Optional.of(group.toRaftGroup());
        }
        return hasData ? Optional.of(isFounding ? justMe() : RaftGroup.valueOf(Group.ID)) : Optional.empty();
    }

    /** The server listens. */
    void begin(RaftServer server) {
        if (waiting.isPresent()) {
            connection = new AdminConnection(group);
            strand.run(() -> ask(server));
        } else if (isFounding) {
            strand.run(() -> found(server));
        } else if (hasData) {
            strand.run(() -> tellWhetherItVotes(server));
        }
    }

    private void tellWhetherItVotes(RaftServer server) {
        try {
            RaftConfiguration members = server.getDivision(Group.ID).getRaftConf();
            if (members.getCurrentPeers().stream()
                    .noneMatch(peer -> peer.getId().equals(id()))) {
                LOG.info(
                        "member {} is none of the members {}: it takes part as a client until it is added",
                        self,
                        members.getCurrentPeers());
            }
        } catch (IOException closing) {
            LOG.debug("member {} is not asked whether it votes: {}", self, Causes.text(closing));
        }
    }

    /** Why this process takes no part yet, if it does not. */
    Optional<String> waiting() {
        return waiting;
    }

    /** Whether the group consists of this member alone for the moment: what it kept then would be nowhere else. */
    boolean isFounding() {
        return isFounding;
    }

    void close() {
        closed = true;
        strand.run(this::disconnect);
        strand.stop();
        try {
            strand.awaitStop(CLOSE_BOUND);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(RaftServer server) {
        AdminConnection asking = connection;
        if (closed || asking == null) {
            return;
        }
        Verdict verdict = Verdict.of(self, group.members(), Canvass.of(asking, group.members(), self.id()));
        if (verdict instanceof Verdict.Wait wait) {
            await(wait.why());
            strand.later(PAUSE, () -> ask(server));
            return;
        }
        disconnect();
        if (verdict instanceof Verdict.Refused refused) {
            refuse(refused.members());
        } else {
            enrol(server, verdict instanceof Verdict.Found);
        }
    }

    private void await(String why) {
        if (!waiting.equals(Optional.of(why))) {
            waiting = Optional.of(why);
            LOG.info("{}", why);
        }
    }

    private void refuse(List<Address> members) {
        String why = "member " + self + " finds no data in " + founding.getParent() + ", but it is one of the members "
                + members + ". What it has promised them is lost, so it must not vote under that id. Put the data back;"
                + " or have RaftMembership replace it, replace(\"" + self.id() + "\", \"<another id>@"
                + self.hostAndPort()
                + "\"), and start it with that id; or remove(\"" + self.id() + "\"), start it, and add(\"" + self
                + "\")";
        waiting = Optional.of(why);
        onRefusal.accept(new IOException(why));
    }

    private void enrol(RaftServer server, boolean founds) {
        try {
            if (founds) {
                Directories.write(founding, new byte[0]);
            } else {
                Files.deleteIfExists(founding);
                Directories.flush(founding);
            }
            isFounding = founds;
            RaftGroup begun = founds ? justMe() : RaftGroup.valueOf(Group.ID);
            RaftClientReply reply = server.groupManagement(
                    GroupManagementRequest.newAdd(client, id(), CallId.getAndIncrement(), begun, false));
            if (!reply.isSuccess()) {
                throw new IOException("not begun: " + reply);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        waiting = Optional.empty();
        if (founds) {
            LOG.info("member {} begins the group and adds {}", self, group.members());
            found(server);
        } else {
            LOG.info("member {} waits, without a vote, until it is added to the group", self);
        }
    }

    private void found(RaftServer server) {
        watchFounding();
        addOthers(server);
    }

    /**
     * Once in some thirty foundings on a busy machine Ratis 3.3.0 waited for ever for the first entry's way to one of the
     * others, which had it. A founding that waits for a process that is not there is only delayed by beginning again.
     */
    private void watchFounding() {
        strand.later(foundingBound, () -> {
            if (!isFounding || closed) {
                return;
            }
            List<Address> silent = silent();
            LOG.warn(
                    "member {} has not been able to add {} within {}; these do not answer: {}",
                    self,
                    group.members(),
                    foundingBound,
                    silent);
            if (silent.isEmpty()) {
                onDelay.run();
            } else {
                watchFounding();
            }
        });
    }

    private List<Address> silent() {
        try (AdminConnection asking = new AdminConnection(group)) {
            return Canvass.of(asking, group.members(), self.id()).silent();
        }
    }

    private void addOthers(RaftServer server) {
        if (closed) {
            return;
        }
        try {
            RaftServer.Division division = server.getDivision(Group.ID);
            if (division.getRaftConf().getCurrentPeers().size() > 1) {
                Files.deleteIfExists(founding);
                Directories.flush(founding);
                isFounding = false;
                return;
            }
            SetConfigurationRequest.Arguments change = AdminConnection.change(List.of(self), group.members());
            var unused = server.setConfigurationAsync(
                            new SetConfigurationRequest(client, id(), Group.ID, CallId.getAndIncrement(), change))
                    .whenComplete((reply, failure) -> strand.later(PAUSE, () -> addOthers(server)));
        } catch (IOException notNow) {
            strand.later(PAUSE, () -> addOthers(server));
        }
    }

    private RaftGroup justMe() {
        return RaftGroup.valueOf(Group.ID, self.toPeer());
    }

    private RaftPeerId id() {
        return RaftPeerId.valueOf(self.id());
    }

    private void disconnect() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    private void fault(Throwable fault) {
        if (!closed) {
            onRefusal.accept(new IOException("member " + self + " cannot take part in the group", fault));
        }
    }
}
