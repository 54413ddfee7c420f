// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.output;

import io.baton.raft.RaftMember;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The members of an embedded Raft group, as lines for people and as JSON on one line. */
public final class GroupView {

    private GroupView() {}

    /** With tabs between: id, address, whether it leads, whether it answers. */
    public static String line(RaftMember member) {
        return String.join(
                "\t",
                ElectionView.printable(member.id()),
                ElectionView.printable(member.hostAndPort()),
                member.leads() ? "leads" : "follows",
                member.answers() ? "answers" : "silent");
    }

    public static String json(List<RaftMember> members) {
        return Json.object(Map.of(
                "members", Json.array(members.stream().map(GroupView::json).toList())));
    }

    private static String json(RaftMember member) {
        Map<String, String> object = new LinkedHashMap<>();
        object.put("id", Json.string(member.id()));
        object.put("address", Json.string(member.hostAndPort()));
        object.put("leads", Boolean.toString(member.leads()));
        object.put("answers", Boolean.toString(member.answers()));
        return Json.object(object);
    }
}
