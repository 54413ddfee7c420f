// SPDX-License-Identifier: Apache-2.0
package io.baton.spi;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * An election's name: any string of 1 to 255 characters without unpaired surrogates.
 *
 * @param value the name as the application wrote it
 */
public record ElectionName(String value) {

    private static final int MAX_LENGTH = 255;

    public ElectionName {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "an election name has between 1 and " + MAX_LENGTH + " characters; this one has " + value.length());
        }
        utf8(value);
    }

    /**
     * The name as every backend writes it into its store: letters, digits, {@code -} and {@code _} stand for themselves,
     * every other byte of the UTF-8 form is written as {@code %XX}. Two names never have the same encoding, an encoding
     * is never empty and has neither a dot nor a slash, so with a slash behind it none is a prefix of another.
     */
    public String encoded() {
        StringBuilder out = new StringBuilder(value.length());
        ByteBuffer bytes = utf8(value);
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (isPlain(b)) {
                out.append((char) b);
            } else {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit((b >> 4) & 0xf, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 0xf, 16)));
            }
        }
        return out.toString();
    }

    /** The encoded form: safe to log. */
    @Override
    public String toString() {
        return encoded();
    }

    private static boolean isPlain(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '-' || b == '_';
    }

    private static ByteBuffer utf8(String text) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("an election name has no unpaired surrogates", e);
        }
    }
}
