// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.membership;

import io.baton.raft.internal.config.Address;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.ratis.protocol.RaftGroupId;

/**
 * What processes have answered that were asked about the group, and those too that they named.
 *
 * @param answers of each that was asked, nothing if it was silent
 * @param rolls what the Raft leaders say that can commit; of each group one
 */
public record GroupProbe(Map<Address, Optional<MembershipView>> answers, List<Roll> rolls) {

    /** The members as the Raft leader has them: whatever was committed before it was asked is in there. */
    public record Roll(Address leader, MembershipView view) {

        public List<Address> members() {
            return view.members();
        }

        RaftGroupId group() {
            return view.group().orElseThrow();
        }
    }

    public GroupProbe {
        answers = new LinkedHashMap<>(answers);
        rolls = List.copyOf(rolls);
    }

    /** @param except the id that is not asked */
    public static GroupProbe of(AdminClient connection, Collection<Address> first, String except) {
        return withRolls(connection, views(connection, first, except), Optional.empty());
    }

    /** As the other one, but for a member of that group: whether the leader of that one can commit is not tried. */
    static GroupProbe of(AdminClient connection, Collection<Address> first, String except, RaftGroupId own) {
        return withRolls(connection, views(connection, first, except), Optional.of(own));
    }

    /** Without the Raft leaders' word. */
    public static GroupProbe views(AdminClient connection, Collection<Address> first, String except) {
        Map<Address, Optional<MembershipView>> answers = new LinkedHashMap<>();
        Deque<Address> toAsk = new ArrayDeque<>(first);
        while (!toAsk.isEmpty()) {
            Address member = toAsk.remove();
            if (!member.id().equals(except) && !answers.containsKey(member)) {
                Optional<MembershipView> view = connection.view(member);
                answers.put(member, view);
                view.ifPresent(present -> toAsk.addAll(present.all()));
            }
        }
        return new GroupProbe(answers, List.of());
    }

    private static GroupProbe withRolls(AdminClient connection, GroupProbe groupProbe, Optional<RaftGroupId> own) {
        List<Roll> rolls = new ArrayList<>();
        groupProbe.answers.forEach((leader, answer) -> answer.filter(MembershipView::leads)
                .filter(view -> rolls.stream().noneMatch(roll -> view.isOf(roll.group())))
                .flatMap(view -> roll(connection, leader, view, own))
                .ifPresent(rolls::add));
        return new GroupProbe(groupProbe.answers, rolls);
    }

    private static Optional<Roll> roll(
            AdminClient connection, Address leader, MembershipView view, Optional<RaftGroupId> own) {
        RaftGroupId group = view.group().orElseThrow();
        if (own.filter(group::equals).isPresent() && view.members().size() > 1) {
            return Optional.of(new Roll(leader, view));
        }
        return connection.commits(leader, group)
                ? connection.view(leader).filter(now -> now.isOf(group)).map(now -> new Roll(leader, now))
                : Optional.empty();
    }

    /** What the Raft leader says, if one group has answered that has a Raft leader which can commit. */
    public Optional<Roll> roll() {
        return rolls.size() == 1 ? Optional.of(rolls.get(0)) : Optional.empty();
    }

    /** That there are several groups with a Raft leader, for messages. */
    static String mixture(List<Roll> rolls) {
        return "baton.raft.members mixes members of several groups, which were founded apart: "
                + rolls.stream().map(roll -> roll.view().description()).collect(Collectors.joining("; "))
                + ". Leave the members of one group in the list";
    }

    /** Those of these members that belong to another group, each with that group, for messages. */
    List<String> strangers(RaftGroupId group, Collection<Address> members) {
        List<String> found = new ArrayList<>();
        members.forEach(member -> view(member)
                .filter(view -> view.group().isPresent() && !view.isOf(group))
                .ifPresent(view -> found.add(member + " belongs to " + view.description())));
        return found;
    }

    /** Members that have answered under none of the addresses that others know. */
    List<Address> silent() {
        return answers.keySet().stream()
                .filter(member -> answers.entrySet().stream()
                        .noneMatch(entry -> entry.getValue().isPresent()
                                && entry.getKey().id().equals(member.id())))
                .toList();
    }

    public Collection<MembershipView> views() {
        return answers.values().stream().flatMap(Optional::stream).toList();
    }

    public Optional<MembershipView> view(Address member) {
        return answers.getOrDefault(member, Optional.empty());
    }
}
