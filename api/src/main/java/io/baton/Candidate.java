// SPDX-License-Identifier: Apache-2.0
package io.baton;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One process standing in one election, as every participant may see it.
 *
 * @param id what distinguishes this candidate for people: not blank, at most 256 bytes in UTF-8, no unpaired surrogates. Two
 *     candidates with the same id are still two candidates.
 * @param attributes what the candidate publishes about itself, for example the address it serves at; at most 64 KiB in
 *     UTF-8, names and values together, no unpaired surrogates
 */
public record Candidate(String id, Map<String, String> attributes) {

    private static final int MAX_ID_BYTES = 256;
    private static final int MAX_ATTRIBUTE_BYTES = 64 * 1024;

    public Candidate {
        attributes = Map.copyOf(attributes);
        if (id.isBlank() || utf8Length("the candidate id (baton.candidate-id)", id) > MAX_ID_BYTES) {
            throw new IllegalArgumentException("the candidate id (baton.candidate-id) has " + id.length()
                    + " characters; give one that is not blank and has at most " + MAX_ID_BYTES + " bytes in UTF-8");
        }
        int bytes =
                attributes.entrySet().stream().mapToInt(Candidate::utf8Length).sum();
        if (bytes > MAX_ATTRIBUTE_BYTES) {
            throw new IllegalArgumentException("the attributes of candidate '" + id + "' (baton.attributes.*) have "
                    + bytes + " bytes; at most " + MAX_ATTRIBUTE_BYTES + " can be published");
        }
    }

    /** A candidate that publishes nothing but its id. */
    public Candidate(String id) {
        this(id, Map.of());
    }

    private static int utf8Length(Map.Entry<String, String> attribute) {
        int name = utf8Length("the name of an attribute (baton.attributes.*)", attribute.getKey());
        return name + utf8Length("the attribute baton.attributes." + attribute.getKey(), attribute.getValue());
    }

    private static int utf8Length(String what, String text) {
        try {
            return StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(CharBuffer.wrap(text))
                    .remaining();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    what + " has an unpaired surrogate, which no store can write; give a string of whole characters",
                    e);
        }
    }
}
