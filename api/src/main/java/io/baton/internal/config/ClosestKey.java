// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds the word that was probably meant. */
public final class ClosestKey {

    private ClosestKey() {}

    /** The known one that takes the fewest changes of a letter. */
    public static String to(String written, Collection<String> known) {
        return known.stream()
                .min(Comparator.<String>comparingInt(k -> distance(written, k)).thenComparing(k -> k))
                .orElse("none");
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j - 1], row[j]) + 1);
            }
        }
        return row[b.length()];
    }
}
