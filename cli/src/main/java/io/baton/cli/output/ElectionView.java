// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.output;

import io.baton.Candidate;
import io.baton.Leader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the store has told about an election, as lines for people and as JSON on one line. */
public final class ElectionView {

    private static final String NONE = "none";

    private final String election;
    private final Map<String, String> json = new LinkedHashMap<>();

    public ElectionView(String election) {
        this.election = election;
        json.put("election", Json.string(election));
    }

    /** The id alone, for scripts. */
    public static String id(Leader leader) {
        return printable(leader.id());
    }

    public static String id(Candidate candidate) {
        return printable(candidate.id());
    }

    /** One line about a change. */
    public String change(Optional<Leader> leader) {
        return printable(election) + "\t"
                + leader.map(now -> id(now) + "\t" + now.token()).orElse(NONE);
    }

    /** Several lines. */
    public String status(Optional<Leader> leader, List<Candidate> candidates) {
        StringBuilder text = new StringBuilder("election    " + printable(election))
                .append("\nleader      ")
                .append(leader.map(ElectionView::id).orElse(NONE));
        leader.ifPresent(now -> text.append("\ntoken       ").append(now.token()));
        text.append("\ncandidates  ").append(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            text.append("\n  ").append(i + 1).append("  ").append(id(candidates.get(i)));
        }
        return text.toString();
    }

    /** Adds when it was heard. */
    public ElectionView at(String time) {
        json.put("at", Json.string(time));
        return this;
    }

    /** Adds the leader, or that there is none. */
    public ElectionView with(Optional<Leader> leader) {
        json.put("leader", Json.orNull(leader.map(ElectionView::json)));
        return this;
    }

    /** Adds the candidates in the order of the queue. */
    public ElectionView with(List<Candidate> candidates) {
        json.put(
                "candidates",
                Json.array(candidates.stream().map(ElectionView::json).toList()));
        return this;
    }

    /** Adds a number or a truth value. */
    public ElectionView with(String name, Object value) {
        json.put(name, value.toString());
        return this;
    }

    public String json() {
        return Json.object(json);
    }

    private static String json(Leader leader) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("id", Json.string(leader.id()));
        members.put("token", leader.token().toString());
        members.put("attributes", Json.texts(leader.attributes()));
        return Json.object(members);
    }

    private static String json(Candidate candidate) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("id", Json.string(candidate.id()));
        members.put("attributes", Json.texts(candidate.attributes()));
        return Json.object(members);
    }

    /** Ids come from other processes: none of them may steer the terminal. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
    }
}
