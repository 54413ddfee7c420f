// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.membership;

import io.baton.BatonException;
import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.failure.ExceptionText;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.ratis.protocol.RaftPeer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the group's configuration changed for a member that has come back under another address: until then the others call it
 * where it was. For the strand only.
 */
final class AddressUpdate {

    private static final Logger LOG = LoggerFactory.getLogger(AddressUpdate.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** While members start, no Raft leader answers. */
    private static final int QUIET_ATTEMPTS = 20;

    private final GroupConfig groupConfig;
    private final Address self;
    private final Strand strand;
    private final BooleanSupplier isClosed;
    private final ConfigurationChange configurationChange;
    private int attempts;

    AddressUpdate(GroupConfig groupConfig, Strand strand, BooleanSupplier isClosed) {
        this.groupConfig = groupConfig;
        self = groupConfig.self().orElseThrow();
        this.strand = strand;
        this.isClosed = isClosed;
        configurationChange = new ConfigurationChange(MembershipOperation.moving(self), groupConfig.members());
    }

    /** @param members as this member's log has them */
    void begin(Collection<RaftPeer> members) {
        for (RaftPeer member : members) {
            if (member.getId().toString().equals(self.id())
                    && !member.getAddress().equals(self.hostAndPort())) {
                LOG.warn(
                        "member {} has come back under another address: the others know it at {}. It has the group's"
                                + " configuration changed; baton.raft.members of the other processes should say so too",
                        self,
                        member.getAddress());
                attempt();
                return;
            }
        }
    }

    private void attempt() {
        if (isClosed.getAsBoolean()) {
            return;
        }
        Optional<String> unfinished;
        try (AdminClient connection = new AdminClient(groupConfig)) {
            unfinished = configurationChange.attempt(connection);
        } catch (BatonException refused) {
            unfinished = Optional.of(ExceptionText.text(refused));
        }
        if (unfinished.isEmpty()) {
            LOG.info("the group's configuration has member {} at its present address", self);
            return;
        }
        if (++attempts == QUIET_ATTEMPTS) {
            LOG.warn(
                    "member {} could not have its address changed so far: {}. If its certificate is for no member that the"
                            + " others know, call replace(\"{}\", \"{}\") of RaftMembership as an administrator",
                    self,
                    unfinished.get(),
                    self.id(),
                    self);
        }
        strand.later(PAUSE, this::attempt);
    }
}
