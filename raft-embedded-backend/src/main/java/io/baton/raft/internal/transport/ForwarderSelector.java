// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.transport;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.ratis.protocol.RaftPeerId;

/**
 * Chooses the member that forwards to a Raft leader which this process does not reach: it has failed twice in a row, and that
 * member says that it leads. For the strand only.
 */
final class ForwarderSelector {

    private static final int MOST_FAILURES = 2;

    /** One answer after the other: a link that comes and goes is not gone back to each time. */
    private static final int ENOUGH_ANSWERS = 3;

    private final Map<RaftPeerId, Attempts> attempts = new HashMap<>();
    private Optional<Naming> naming = Optional.empty();

    /** How often a member has failed in a row, and how often it has answered since. */
    private record Attempts(int failures, int answers) {}

    /** Which member says which other one leads. */
    private record Naming(RaftPeerId by, RaftPeerId leader) {}

    /** The member was asked and there was no answer, or no connection. */
    void unreached(RaftPeerId member) {
        withdrawn(member);
        attempts.merge(member, new Attempts(1, 0), (known, once) -> new Attempts(known.failures() + 1, 0));
    }

    void answered(RaftPeerId member) {
        attempts.computeIfPresent(member, (same, known) -> {
            Attempts now = new Attempts(known.failures(), known.answers() + 1);
            return now.failures() < MOST_FAILURES || now.answers() >= ENOUGH_ANSWERS ? null : now;
        });
    }

    /** A member has said which one leads. */
    void named(RaftPeerId by, RaftPeerId leader) {
        naming = Optional.of(new Naming(by, leader));
    }

    /** That member knows of no Raft leader, or does not forward. */
    void withdrawn(RaftPeerId by) {
        naming = naming.filter(known -> !known.by().equals(by));
    }

    /** Whether a member has named a Raft leader that this process has not reached. */
    boolean isCutOff() {
        return naming.filter(known -> attempts.containsKey(known.leader())).isPresent();
    }

    /** The member that is to forward to that one, unless it is to be asked directly. */
    Optional<RaftPeerId> forwarderTo(RaftPeerId leader) {
        Attempts known = attempts.get(leader);
        return known == null || known.failures() < MOST_FAILURES
                ? Optional.empty()
                : naming.filter(last -> last.leader().equals(leader)).map(Naming::by);
    }
}
