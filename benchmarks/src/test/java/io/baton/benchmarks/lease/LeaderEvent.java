// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.lease;

import java.util.Optional;

/**
 * A leadership of one member that has begun or ended; a line of that member's output.
 *
 * @param at the reading of {@link System#nanoTime} from which on, or up to which, the leadership was held
 * @param reason why it has ended; empty when it has begun
 */
record LeaderEvent(String member, long token, long at, String reason) {

    private static final String ELECTED = "elected";
    private static final String LOST = "lost";

    static String elected(long token, long at) {
        return ELECTED + " " + token + " " + at;
    }

    static String lost(long token, long at, String reason) {
        return LOST + " " + token + " " + at + " " + reason;
    }

    /** What a line of that member's output says, if it says anything. */
    static Optional<LeaderEvent> read(String member, String line) {
        String[] words = line.split(" ", -1);
        if (words.length == 3 && words[0].equals(ELECTED)) {
            return Optional.of(new LeaderEvent(member, Long.parseLong(words[1]), Long.parseLong(words[2]), ""));
        }
        if (words.length == 4 && words[0].equals(LOST)) {
            return Optional.of(new LeaderEvent(member, Long.parseLong(words[1]), Long.parseLong(words[2]), words[3]));
        }
        return Optional.empty();
    }

    boolean isElected() {
        return reason.isEmpty();
    }
}
