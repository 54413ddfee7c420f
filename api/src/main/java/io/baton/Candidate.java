// SPDX-License-Identifier: Apache-2.0
package io.baton;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One process standing in one election, as every participant may see it.
 *
 * @param id what distinguishes this candidate for people: not blank, at most 256 bytes in UTF-8. Two candidates with
 *     the same id are still two candidates.
 * @param attributes what the candidate publishes about itself, for example the address it serves at; at most 64 KiB in
 *     UTF-8, names and values together
 */
public record Candidate(String id, Map<String, String> attributes) {

    private static final int MAX_ID_BYTES = 256;
    private static final int MAX_ATTRIBUTE_BYTES = 64 * 1024;

    public Candidate {
        attributes = Map.copyOf(attributes);
        if (id.isBlank() || utf8Length(id) > MAX_ID_BYTES) {
            throw new IllegalArgumentException(
                    "a candidate id has between 1 and " + MAX_ID_BYTES + " bytes in UTF-8 and is not blank");
        }
        int bytes = attributes.entrySet().stream()
                .mapToInt(e -> utf8Length(e.getKey()) + utf8Length(e.getValue()))
                .sum();
        if (bytes > MAX_ATTRIBUTE_BYTES) {
            throw new IllegalArgumentException("the attributes of candidate " + id + " have " + bytes
                    + " bytes; at most " + MAX_ATTRIBUTE_BYTES + " can be published");
        }
    }

    /** A candidate that publishes nothing but its id. */
    public Candidate(String id) {
        this(id, Map.of());
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
