// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.membership;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.failure.ExceptionText;
import java.io.IOException;
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
        Optional<GroupProbe.Roll> told = roll(groupProbe);
        if (told.isEmpty()) {
            return Optional.of(noLeader(groupProbe));
        }
        GroupProbe.Roll roll = told.get();
        group = Optional.of(roll.group());
        known.addAll(roll.members());
        if (roll.view().isChanging()) {
            return Optional.of("the members are changing: " + roll.view());
        }
        Optional<List<Address>> next = membershipOperation.of(roll.members());
        if (next.isEmpty()) {
            return Optional.empty();
        }
        known.addAll(next.get());
        Optional<String> obstacle = obstacle(groupProbe, roll, next.get());
        return obstacle.isPresent() ? obstacle : Optional.of(order(connection, groupProbe, roll, next.get()));
    }

    /** That of the group which was found first: the processes to be added may belong to another one. */
    private Optional<GroupProbe.Roll> roll(GroupProbe groupProbe) {
        return group.isEmpty()
                ? groupProbe.roll()
                : groupProbe.rolls().stream()
                        .filter(roll -> group.equals(Optional.of(roll.group())))
                        .findFirst();
    }

    public static String noLeader(GroupProbe groupProbe) {
        if (groupProbe.rolls().size() > 1) {
            return GroupProbe.mixture(groupProbe.rolls());
        }
        return "no member that leads the group has answered; silent are " + groupProbe.silent() + " of "
                + groupProbe.answers().keySet();
    }

    /** What would leave the group without a majority, or take a member of another one. */
    private static Optional<String> obstacle(GroupProbe groupProbe, GroupProbe.Roll roll, List<Address> next) {
        for (Address added : next) {
            if (roll.members().contains(added)) {
                continue;
            }
            Optional<MembershipView> view = groupProbe.view(added);
            if (view.isEmpty()) {
                return Optional.of(added + " does not answer: it has to run before it is added");
            } else if (view.get().group().isEmpty()) {
                return Optional.of(added + " has not heard yet that the group does not know it");
            } else if (!view.get().isOf(roll.group())) {
                return Optional.of(added + " is a member of another group, "
                        + view.get().description() + ". This is " + roll.view().description());
            }
        }
        List<Address> answering = answering(groupProbe, roll, next);
        return answering.size() > next.size() / 2
                ? Optional.empty()
                : Optional.of("of the members that there would be, " + next + ", only " + answering
                        + " answer, which is no majority");
    }

    private static List<Address> answering(GroupProbe groupProbe, GroupProbe.Roll roll, List<Address> members) {
        return members.stream()
                .filter(member -> groupProbe
                        .view(member)
                        .filter(view -> view.isOf(roll.group()))
                        .isPresent())
                .toList();
    }

    private String order(AdminClient connection, GroupProbe groupProbe, GroupProbe.Roll roll, List<Address> next) {
        try {
            if (!next.contains(roll.leader()) && !hasHandedOver) {
                // Otherwise the group would be without a leader until the others miss the one that was removed.
                hasHandedOver = true;
                connection.handOver(
                        roll,
                        answering(groupProbe, roll, next).stream()
                                .filter(roll.members()::contains)
                                .findFirst()
                                .orElse(roll.leader()));
                return "another member is to lead the group";
            }
            connection.change(roll, next);
            return "not confirmed yet";
        } catch (IOException e) {
            return ExceptionText.text(e);
        }
    }
}
