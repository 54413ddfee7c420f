// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config.source;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of RFC 3986, decoded once; a plus is a plus. */
final class PercentEncoding {

    private static final int ESCAPE = 3;
    private static final int HEXADECIMAL = 16;

    private PercentEncoding() {}

    /**
     * Decodes a part of a URI.
     *
     * @param part what an error calls it
     */
    static String decode(String part, String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < text.length()) {
            int percent = text.indexOf('%', at);
            int end = percent < 0 ? text.length() : percent;
            bytes.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
            at = end;
            if (percent >= 0) {
                bytes.write(escaped(part, text.substring(percent, Math.min(percent + ESCAPE, text.length()))));
                at += ESCAPE;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    part + " '" + text + "' is not UTF-8 after percent-decoding; encode its characters as UTF-8", e);
        }
    }

    private static int escaped(String part, String escape) {
        int high = escape.length() == ESCAPE ? Character.digit(escape.charAt(1), HEXADECIMAL) : -1;
        int low = escape.length() == ESCAPE ? Character.digit(escape.charAt(2), HEXADECIMAL) : -1;
        if (high < 0 || low < 0) {
            throw new IllegalArgumentException(part + " has '" + escape
                    + "', a percent sign without two hexadecimal digits; write a percent sign as %25");
        }
        return high * HEXADECIMAL + low;
    }
}
