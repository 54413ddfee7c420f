// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.membership;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a group that a member has joined, until the member has heard of it: the group may not come about, and the member may be
 * wanted in another one. For the strand only.
 */
final class JoinedGroupWatch {

    private static final Logger LOG = LoggerFactory.getLogger(JoinedGroupWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final GroupConfig groupConfig;
    private final Address self;
    private final Strand strand;
    private final OtherMembers others;
    private final BootstrapListener listener;
    private final BooleanSupplier closed;

    JoinedGroupWatch(
            GroupConfig groupConfig,
            Strand strand,
            OtherMembers others,
            BootstrapListener listener,
            BooleanSupplier closed) {
        this.groupConfig = groupConfig;
        this.strand = strand;
        this.others = others;
        this.listener = listener;
        this.closed = closed;
        self = groupConfig.self().orElseThrow();
    }

    void look(RaftServer server, RaftGroupId joined) {
        if (closed.getAsBoolean()) {
            return;
        }
        if (!hasHeardNothing(server, joined)) {
            others.waitNoMore();
            others.disconnect();
            return;
        }
        GroupProbe groupProbe = others.askBesides(joined);
        boolean isLed = groupProbe.leaderViews().stream().map(LeaderView::group).anyMatch(joined::equals);
        BootstrapDecision bootstrapDecision = BootstrapDecision.of(self, groupConfig.members(), groupProbe);
        if (bootstrapDecision instanceof BootstrapDecision.Refused refused && !isLed) {
            others.refuse(others.lostData(refused.members()), listener);
            return;
        }
        if (isForAnother(bootstrapDecision, joined)) {
            LOG.info("member {} leaves group {}, of which it has heard nothing", self, joined.getUuid());
            others.disconnect();
            listener.leaves(joined);
            return;
        }
        if (isLed) {
            others.waitNoMore();
        } else {
            others.tellStrangers(joined, groupProbe);
        }
        lookLater(server, joined);
    }

    void lookLater(RaftServer server, RaftGroupId joined) {
        strand.later(PAUSE, () -> look(server, joined));
    }

    private static boolean isForAnother(BootstrapDecision bootstrapDecision, RaftGroupId joined) {
        return bootstrapDecision instanceof BootstrapDecision.Found
                || (bootstrapDecision instanceof BootstrapDecision.Join join
                        && !join.group().equals(joined));
    }

    private static boolean hasHeardNothing(RaftServer server, RaftGroupId joined) {
        Optional<RaftServer.Division> division = GroupConfig.division(server, joined);
        return division.isPresent()
                && division.get().getRaftConf().getCurrentPeers().isEmpty()
                && division.get().getRaftLog().getLastEntryTermIndex() == null;
    }
}
