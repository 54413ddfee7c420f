// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.membership;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.failure.ExceptionText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.ratis.protocol.RaftGroupId;

/** A change of the members on its way into the log. For one thread. */
public final class ConfigurationChange {

    private final MembershipOperation membershipOperation;
    private final Set<Address> known;
    private Optional<RaftGroupId> group = Optional.empty();
    private boolean hasHandedOver;

    public ConfigurationChange(MembershipOperation membershipOperation, List<Address> configured) {
        this.membershipOperation = membershipOperation;
        known = new LinkedHashSet<>(configured);
    }

    /**
     * Brings it forward.
     *
     * @return why it has to be tried again, or nothing when the group is as wanted
     */
    public Optional<String> attempt(AdminClient connection) {
        GroupProbe groupProbe = GroupProbe.of(connection, known, "");
        Optional<LeaderView> told = leaderView(groupProbe);
        if (told.isEmpty()) {
            return Optional.of(noLeader(groupProbe));
        }
        LeaderView leaderView = told.get();
        group = Optional.of(leaderView.group());
        known.addAll(leaderView.members());
        if (leaderView.view().isChanging()) {
            return Optional.of("the members are changing: " + leaderView.view());
        }
        Optional<List<Address>> next = membershipOperation.of(leaderView.members());
        if (next.isEmpty()) {
            return Optional.empty();
        }
        known.addAll(next.get());
        Optional<String> obstacle = obstacle(groupProbe, leaderView, next.get());
        return obstacle.isPresent() ? obstacle : Optional.of(order(connection, groupProbe, leaderView, next.get()));
    }

    /** That of the group which was found first: the processes to be added may belong to another one. */
    private Optional<LeaderView> leaderView(GroupProbe groupProbe) {
        if (group.isEmpty()) {
            return groupProbe.leaderView();
        }
        return groupProbe.leaderViews().stream()
                .filter(leaderView -> leaderView.group().equals(group.get()))
                .findFirst();
    }

    public static String noLeader(GroupProbe groupProbe) {
        if (groupProbe.leaderViews().size() > 1) {
            return GroupProbe.mixture(groupProbe.leaderViews());
        }
        return "no member that leads the group has answered; silent are " + groupProbe.silent() + " of "
                + groupProbe.answers().keySet();
    }

    /** What would leave the group without a majority, or take a member of another one. */
    private static Optional<String> obstacle(GroupProbe groupProbe, LeaderView leaderView, List<Address> next) {
        for (Address added : next) {
            if (leaderView.members().contains(added)) {
                continue;
            }
            Optional<MembershipView> view = groupProbe.view(added);
            if (view.isEmpty()) {
                return Optional.of(added + " does not answer: it has to run before it is added");
            } else if (view.get().group().isEmpty()) {
                return Optional.of(added + " has not heard yet that the group does not know it");
            } else if (!view.get().isOf(leaderView.group())) {
                return Optional.of(
                        added + " is a member of another group, " + view.get().description() + ". This is "
                                + leaderView.view().description());
            }
        }
        List<Address> answering = answering(groupProbe, leaderView, next);
        return answering.size() > next.size() / 2
                ? Optional.empty()
                : Optional.of("of the members that there would be, " + next + ", only " + answering
                        + " answer, which is no majority");
    }

    private static List<Address> answering(GroupProbe groupProbe, LeaderView leaderView, List<Address> members) {
        List<Address> answering = new ArrayList<>();
        for (Address member : members) {
            Optional<MembershipView> view = groupProbe.view(member);
            if (view.isPresent() && view.get().isOf(leaderView.group())) {
                answering.add(member);
            }
        }
        return answering;
    }

    private String order(AdminClient connection, GroupProbe groupProbe, LeaderView leaderView, List<Address> next) {
        try {
            if (!next.contains(leaderView.leader()) && !hasHandedOver) {
                // Otherwise the group would be without a leader until the others miss the one that was removed.
                hasHandedOver = true;
                connection.handOver(
                        leaderView,
                        answering(groupProbe, leaderView, next).stream()
                                .filter(leaderView.members()::contains)
                                .findFirst()
                                .orElse(leaderView.leader()));
                return "another member is to lead the group";
            }
            connection.change(leaderView, next);
            return "not confirmed yet";
        } catch (IOException e) {
            return ExceptionText.text(e);
        }
    }
}
