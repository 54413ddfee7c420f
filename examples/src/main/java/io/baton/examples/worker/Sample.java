// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.worker;

import java.util.Optional;

/**
 * One answer of {@code isHeld()}, given at some instant between two readings of {@link System#nanoTime()}.
 *
 * @param token the token of the leadership that was asked
 */
public record Sample(long token, long before, long after, boolean held) {

    public String line() {
        return token + " " + before + " " + after + " " + held + "\n";
    }

    /** Nothing if the line is not whole, as the last one of a killed process may be. */
    public static Optional<Sample> parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 4 || !(words[3].equals("true") || words[3].equals("false"))) {
            return Optional.empty();
        }
        return Optional.of(new Sample(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Boolean.parseBoolean(words[3])));
    }
}
