// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.membership;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.ElectionTimeouts;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.storage.DirectorySync;
import io.baton.spi.support.Strand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A group on its way from its first member to all. The others are added in one step, as soon as all of them have joined; so a
 * group is never completed whose list has a process that belongs to another group. For the strand only, but for
 * {@link #isUnderWay}.
 */
final class Founding {

    private static final Logger LOG = LoggerFactory.getLogger(Founding.class);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LONG_PAUSE = Duration.ofSeconds(1);
    private static final Duration BOUND = Duration.ofSeconds(10);

    private final GroupConfig groupConfig;
    private final Address self;
    private final Path file;
    private final Duration longest;
    private final Strand strand;
    private final OtherMembers others;
    private final Runnable onDelay;
    private final ClientId client = ClientId.randomId();
    private volatile boolean underWay;
    private @Nullable List<Address> awaited;
    private Strand.Timer bound = () -> {};

    /**
     * Goes on with the founding that lies in the directory, if there is one.
     *
     * @param onDelay hears that the group does not come about, so that the member has to begin again
     */
    Founding(GroupConfig groupConfig, ElectionTimeouts timeouts, Strand strand, OtherMembers others, Runnable onDelay) {
        this.groupConfig = groupConfig;
        longest = timeouts.stretch(BOUND);
        this.strand = strand;
        this.others = others;
        this.onDelay = onDelay;
        self = groupConfig.self().orElseThrow();
        file = groupConfig.memberDir().resolve("founding");
    }

    /** Whether the group consists of this member alone for the moment: what it kept then would be nowhere else. */
    boolean isUnderWay() {
        return underWay;
    }

    /** This member has data: whether it founds a group lies beside them. */
    void resume() {
        underWay = Files.exists(file);
    }

    /** From now on, also after a restart. */
    void begin() throws IOException {
        DirectorySync.write(file, new byte[0]);
        underWay = true;
    }

    void end() throws IOException {
        Files.deleteIfExists(file);
        DirectorySync.flush(file);
        underWay = false;
    }

    /** The server runs with the group. */
    void addOthers(RaftServer server, RaftGroupId begun) {
        Optional<RaftServer.Division> division = GroupConfig.division(server, begun);
        if (division.isEmpty()) {
            return;
        }
        if (division.get().getRaftConf().getCurrentPeers().size() > 1) {
            ended();
            return;
        }
        List<Address> missing = others.missing(begun);
        if (!missing.equals(awaited)) {
            awaited = missing;
            bound.cancel();
            bound = strand.later(longest, () -> outOfTime(begun, missing));
        }
        if (!missing.isEmpty()) {
            strand.later(others.waiting().isPresent() ? LONG_PAUSE : PAUSE, () -> addOthers(server, begun));
            return;
        }
        try {
            SetConfigurationRequest.Arguments change = AdminClient.change(List.of(self), groupConfig.members(), 0);
            RaftPeerId id = RaftPeerId.valueOf(self.id());
            var unused = server.setConfigurationAsync(
                            new SetConfigurationRequest(client, id, begun, CallId.getAndIncrement(), change))
                    .whenComplete((reply, failure) -> strand.later(PAUSE, () -> addOthers(server, begun)));
        } catch (IOException notNow) {
            strand.later(PAUSE, () -> addOthers(server, begun));
        }
    }

    /**
     * Once in some thirty foundings on a busy machine Ratis 3.3.0 waited for ever for the first entry's way to one of the
     * others, which had it. A founding that waits for a process that is not there is only delayed by beginning again.
     */
    private void outOfTime(RaftGroupId begun, List<Address> known) {
        if (!underWay) {
            return;
        }
        // There was no look since while the change was under way.
        List<Address> missing = known.isEmpty() ? others.missing(begun) : known;
        if (missing.isEmpty()) {
            LOG.warn("member {} has not been able to add {} within {}", self, groupConfig.members(), longest);
            onDelay.run();
        } else {
            LOG.warn(
                    "member {} has begun a group and waits for {}, which do not take part in it: they do not run, or the"
                            + " lists in baton.raft.members differ between these processes",
                    self,
                    missing);
            bound = strand.later(longest, () -> outOfTime(begun, known));
        }
    }

    private void ended() {
        try {
            end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bound.cancel();
        others.waitNoMore();
        others.disconnect();
    }
}
