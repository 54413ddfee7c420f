// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.http;

import io.baton.FencingToken;
import io.baton.Leadership;
import io.baton.spi.ElectionName;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.UriUtils;

/**
 * The header field that carries fencing tokens over HTTP, for clients and servers that {@link FencingTokenSender} and
 * {@link FencingTokenFilter} do not reach:
 *
 * <pre>{@code
 * Fencing-Token: billing=42
 * }</pre>
 *
 * <p>The value is a list, {@code billing=42, reports=7}, which may also come as several fields. An election's name is
 * written as UTF-8 with everything but letters, digits, {@code -}, {@code .}, {@code _} and {@code ~} as {@code %XX},
 * so that each name has one spelling and each spelling stands for one name. A token is a decimal number greater than
 * zero without leading zeros, as in {@link FencingToken}.
 */
public final class FencingTokenHeader {

    /** The field's name. */
    public static final String NAME = "Fencing-Token";

    private static final int MAX_TOKENS = 16;
    private static final Pattern ELEMENT = Pattern.compile("([A-Za-z0-9._~%-]+)=([1-9][0-9]{0,18})");

    private FencingTokenHeader() {}

    /** The value for one leadership. */
    public static String format(Leadership leadership) {
        return format(leadership.election(), leadership.token());
    }

    /**
     * The value for one token.
     *
     * @throws IllegalArgumentException unless the election's name has 1 to 255 characters and no unpaired surrogate
     */
    public static String format(String election, FencingToken token) {
        return encoded(election) + "=" + token.value();
    }

    /**
     * The tokens that a request carries, by election in the order of the names' characters.
     *
     * @param values the values of all fields of the name; none is a request without tokens
     * @throws IllegalArgumentException if a value is malformed, an election is named twice, or there are more than 16
     *     tokens; the
     *     message shows nothing that the request has sent
     */
    public static SortedMap<String, FencingToken> parse(Collection<String> values) {
        SortedMap<String, FencingToken> tokens = new TreeMap<>();
        for (String value : values) {
            addAll(value, tokens);
        }
        if (tokens.isEmpty() && !values.isEmpty()) {
            throw new IllegalArgumentException("a " + NAME + " field without a token");
        }
        return Collections.unmodifiableSortedMap(tokens);
    }

    static String encoded(String election) {
        return UriUtils.encode(new ElectionName(election).value(), StandardCharsets.UTF_8);
    }

    static String ofCurrentLeadership() {
        return format(Leadership.current()
                .orElseThrow(() -> new IllegalStateException(
                        "no leadership is current in this thread, and the request must not go out without a fencing"
                                + " token: make it in a @LeaderOnly method or in Leadership.call, in the thread that"
                                + " runs it, or use a client with the token of(leadership)")));
    }

    private static void addAll(String value, SortedMap<String, FencingToken> tokens) {
        for (String element : value.split(",", -1)) {
            String trimmed = trimmed(element);
            // A recipient of a list ignores empty elements (RFC 9110, section 5.6.1).
            if (trimmed.isEmpty()) {
                continue;
            }
            add(trimmed, tokens);
            if (tokens.size() > MAX_TOKENS) {
                throw new IllegalArgumentException("more than " + MAX_TOKENS + " fencing tokens");
            }
        }
    }

    private static void add(String element, SortedMap<String, FencingToken> tokens) {
        Matcher parts = ELEMENT.matcher(element);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "a fencing token is written <election>=<token>, the name percent-encoded");
        }
        String election = decoded(parts.group(1));
        if (tokens.put(election, token(parts.group(2))) != null) {
            throw new IllegalArgumentException("two fencing tokens of one election");
        }
    }

    private static String decoded(String encoded) {
        try {
            String election = UriUtils.decode(encoded, StandardCharsets.UTF_8);
            // Not so for what is no UTF-8, and for what need not have been encoded.
            if (encoded(election).equals(encoded)) {
                return election;
            }
        } catch (IllegalArgumentException malformed) {
            // Its message may show what the request has sent.
        }
        throw new IllegalArgumentException(
                "an election's name has 1 to 255 characters and is percent-encoded UTF-8 with"
                        + " capital hexadecimal digits; letters, digits and -._~ stand for themselves");
    }

    private static FencingToken token(String digits) {
        try {
            return new FencingToken(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a fencing token is at most " + Long.MAX_VALUE, e);
        }
    }

    private static String trimmed(String element) {
        int from = 0;
        int to = element.length();
        while (from < to && isSpace(element.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(element.charAt(to - 1))) {
            to--;
        }
        return element.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
