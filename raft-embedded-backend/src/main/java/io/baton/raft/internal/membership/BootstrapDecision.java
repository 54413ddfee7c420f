// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.membership;

import io.baton.raft.internal.config.Address;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.ratis.protocol.RaftGroupId;

/** What a member may do that has no data, or has heard nothing of the group that it has joined. */
sealed interface BootstrapDecision {

    /** Begin a group, and add the others to it: no member has heard of one. */
    record Found() implements BootstrapDecision {}

    /** Listen in that group, without a vote, until it is added. */
    record Join(RaftGroupId group) implements BootstrapDecision {}

    /** Nothing before more is known. */
    record Wait(String why) implements BootstrapDecision {}

    /** Nothing: it has been a member, and what it has promised then is lost. */
    record Refused(List<Address> members) implements BootstrapDecision {}

    /**
     * The decision on what the others have said. Every membership change is a log entry stored on a majority of both
     * the old and the new members, so one of the others knows of it if all of them answer, and the Raft
     * leader knows of it if it can commit.
     *
     * @param configured the members that this one was told of, itself among them
     */
    static BootstrapDecision of(Address self, List<Address> configured, GroupProbe groupProbe) {
        if (!groupProbe.leaderViews().isEmpty()) {
            return ofLeaders(self, configured, groupProbe.leaderViews());
        }
        List<Address> knowing = new ArrayList<>();
        groupProbe.answers().forEach((member, view) -> {
            if (view.isPresent() && view.get().names(self.id())) {
                knowing.add(member);
            }
        });
        if (!knowing.isEmpty()) {
            return new Wait("member " + self + " has no data, but " + knowing
                    + " knows it as a member. No member leads the"
                    + " group who could tell whether it still is one; these do not answer: " + groupProbe.silent());
        }
        if (!groupProbe.silent().isEmpty()) {
            return new Wait(
                    "member " + self + " has no data, and votes only after all others have said that they do not"
                            + " know it yet: it waits for " + groupProbe.silent());
        }
        return ofAll(self, configured, groupProbe);
    }

    private static BootstrapDecision ofLeaders(Address self, List<Address> configured, List<LeaderView> leaderViews) {
        for (LeaderView leaderView : leaderViews) {
            if (leaderView.view().names(self.id())) {
                return new Refused(leaderView.view().all());
            }
        }
        List<LeaderView> listed = leaderViews.stream()
                .filter(leaderView -> configured.stream().map(Address::id).anyMatch(leaderView.view()::names))
                .toList();
        if (listed.isEmpty()) {
            return new Wait("member " + self + " joins no group: "
                    + leaderViews.get(0).view().description()
                    + " answers, and none of these is in its baton.raft.members " + configured);
        }
        return listed.size() > 1
                ? new Wait("member " + self + " joins no group: " + GroupProbe.mixture(listed))
                : new Join(listed.get(0).group());
    }

    private static BootstrapDecision ofAll(Address self, List<Address> configured, GroupProbe groupProbe) {
        Address founder =
                configured.stream().min(Comparator.comparing(Address::id)).orElseThrow();
        if (founder.equals(self)) {
            List<String> groups = groupProbe.views().stream()
                    .filter(MembershipView::hasMembers)
                    .map(MembershipView::description)
                    .distinct()
                    .toList();
            return groups.isEmpty()
                    ? new Found()
                    : new Wait("member " + self
                            + " begins no group, since there is one that has no leader at the moment: " + groups
                            + ". If none does, the lists in baton.raft.members differ between these processes");
        }
        Optional<MembershipView> begun = groupProbe.view(founder);
        if (begun.isPresent()
                && begun.get().group().isPresent()
                && (!begun.get().hasMembers() || begun.get().isBegunBy(founder))) {
            return new Join(begun.get().group().get());
        }
        return new Wait("member " + self + " waits until " + founder
                + ", the first in its baton.raft.members, takes part in a group or another member leads one");
    }
}
