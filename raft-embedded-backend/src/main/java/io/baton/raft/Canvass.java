// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What processes have answered that were asked about the group, and those too that they named.
 *
 * @param answers of each that was asked, nothing if it was silent
 * @param roll what the Raft leader says, if there is one that can commit
 */
record Canvass(Map<Address, Optional<View>> answers, Optional<Roll> roll) {

    /** The members as the Raft leader has them: whatever was committed before it was asked is in there. */
    record Roll(Address leader, View view) {

        List<Address> members() {
            return view.members();
        }
    }

    Canvass {
        answers = new LinkedHashMap<>(answers);
    }

    /** @param except the id that is not asked */
    static Canvass of(AdminConnection connection, Collection<Address> first, String except) {
        Map<Address, Optional<View>> answers = new LinkedHashMap<>();
        Deque<Address> toAsk = new ArrayDeque<>(first);
        while (!toAsk.isEmpty()) {
            Address member = toAsk.remove();
            if (!member.id().equals(except) && !answers.containsKey(member)) {
                Optional<View> view = connection.view(member);
                answers.put(member, view);
                view.ifPresent(present -> toAsk.addAll(present.all()));
            }
        }
        return new Canvass(answers, roll(connection, answers));
    }

    private static Optional<Roll> roll(AdminConnection connection, Map<Address, Optional<View>> answers) {
        return answers.entrySet().stream()
                .filter(entry -> entry.getValue().filter(View::leads).isPresent())
                .map(Map.Entry::getKey)
                .filter(connection::commits)
                .findFirst()
                .flatMap(leader -> connection.view(leader).map(view -> new Roll(leader, view)));
    }

    List<Address> silent() {
        return answers.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    Collection<View> views() {
        return answers.values().stream().flatMap(Optional::stream).toList();
    }

    Optional<View> view(Address member) {
        return answers.getOrDefault(member, Optional.empty());
    }
}
