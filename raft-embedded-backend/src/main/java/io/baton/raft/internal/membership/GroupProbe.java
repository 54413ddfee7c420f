// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.membership;

import io.baton.raft.internal.config.Address;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.ratis.protocol.RaftGroupId;

/**
 * What processes have answered that were asked about the group, and those too that they named.
 *
 * @param answers of each that was asked, nothing if it was silent
 * @param leaderViews what the Raft leaders say that can commit; of each group one
 */
public record GroupProbe(Map<Address, Optional<MembershipView>> answers, List<LeaderView> leaderViews) {

    public GroupProbe {
        answers = new LinkedHashMap<>(answers);
        leaderViews = List.copyOf(leaderViews);
    }

    /**
     * Asks these members, and those that they name.
     *
     * @param except the id that is not asked
     */
    public static GroupProbe of(AdminClient connection, Collection<Address> first, String except) {
        return withLeaders(connection, views(connection, first, except), Optional.empty());
    }

    /** As the other one, but for a member of that group: whether the leader of that one can commit is not tried. */
    static GroupProbe of(AdminClient connection, Collection<Address> first, String except, RaftGroupId own) {
        return withLeaders(connection, views(connection, first, except), Optional.of(own));
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
                if (view.isPresent()) {
                    toAsk.addAll(view.get().all());
                }
            }
        }
        return new GroupProbe(answers, List.of());
    }

    private static GroupProbe withLeaders(AdminClient connection, GroupProbe groupProbe, Optional<RaftGroupId> own) {
        List<LeaderView> leaderViews = new ArrayList<>();
        for (Map.Entry<Address, Optional<MembershipView>> answer : groupProbe.answers.entrySet()) {
            Optional<MembershipView> view = answer.getValue();
            if (view.isPresent()
                    && view.get().leads()
                    && leaderViews.stream().map(LeaderView::group).noneMatch(view.get()::isOf)) {
                leaderView(connection, answer.getKey(), view.get(), own).ifPresent(leaderViews::add);
            }
        }
        return new GroupProbe(groupProbe.answers, leaderViews);
    }

    private static Optional<LeaderView> leaderView(
            AdminClient connection, Address leader, MembershipView view, Optional<RaftGroupId> own) {
        RaftGroupId group = view.group().orElseThrow();
        if (own.filter(group::equals).isPresent() && view.members().size() > 1) {
            return Optional.of(new LeaderView(leader, view));
        }
        if (!connection.commits(leader, group)) {
            return Optional.empty();
        }
        Optional<MembershipView> now = connection.view(leader);
        return now.isPresent() && now.get().isOf(group)
                ? Optional.of(new LeaderView(leader, now.get()))
                : Optional.empty();
    }

    /** What the Raft leader says, if one group has answered that has a Raft leader which can commit. */
    public Optional<LeaderView> leaderView() {
        return leaderViews.size() == 1 ? Optional.of(leaderViews.get(0)) : Optional.empty();
    }

    /** That there are several groups with a Raft leader, for messages. */
    static String mixture(List<LeaderView> leaderViews) {
        return "baton.raft.members mixes members of several groups, which were founded apart: "
                + leaderViews.stream()
                        .map(LeaderView::view)
                        .map(MembershipView::description)
                        .collect(Collectors.joining("; "))
                + ". Leave the members of one group in the list";
    }

    /** Those of these members that belong to another group, each with that group, for messages. */
    List<String> strangers(RaftGroupId group, Collection<Address> members) {
        List<String> found = new ArrayList<>();
        for (Address member : members) {
            Optional<MembershipView> view = view(member);
            if (view.isPresent()
                    && view.get().group().isPresent()
                    && !view.get().isOf(group)) {
                found.add(member + " belongs to " + view.get().description());
            }
        }
        return found;
    }

    /** Members that have answered under none of the addresses that others know. */
    List<Address> silent() {
        Set<String> answering = new HashSet<>();
        answers.forEach((member, answer) -> {
            if (answer.isPresent()) {
                answering.add(member.id());
            }
        });
        return answers.keySet().stream()
                .filter(member -> !answering.contains(member.id()))
                .toList();
    }

    public Collection<MembershipView> views() {
        return answers.values().stream().flatMap(Optional::stream).toList();
    }

    public Optional<MembershipView> view(Address member) {
        return answers.getOrDefault(member, Optional.empty());
    }
}
