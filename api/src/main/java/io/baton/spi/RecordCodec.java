// SPDX-License-Identifier: Apache-2.0
package io.baton.spi;

import io.baton.Candidate;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How records and candidates are written into stores that hold bytes: lines of {@code name=value} in UTF-8, readable for
 * an operator. Every reader refuses what it does not understand, except that a candidate written by another kind of
 * participant is shown as well as it can be.
 */
public final class RecordCodec {

    private static final String CANDIDATE = "baton-candidate/1";
    private static final String FLOOR = "baton-floor/1";
    private static final String LEADER_RECORD = "baton-office/1";
    private static final String THIS_WRITE = "this-write";
    private static final int MAX_FOREIGN_ID = 64;

    private RecordCodec() {}

    /**
     * A floor record.
     *
     * @param since the order value of the write that raised the floor, or nothing if that is this very write
     */
    public static byte[] floor(long floor, OptionalLong since, long validityNanos) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("floor", Long.toString(floor));
        fields.put("since", since.isPresent() ? Long.toString(since.getAsLong()) : THIS_WRITE);
        fields.put("validity-nanos", Long.toString(validityNanos));
        return write(FLOOR, fields);
    }

    /**
     * Reads a floor record.
     *
     * @param writtenAt the order value of the write that the data comes from
     * @throws IllegalArgumentException if the data is not a floor record
     */
    public static FloorRecord floor(byte[] data, long writtenAt, long version) {
        Map<String, String> fields = read(FLOOR, data);
        String since = field(fields, "since");
        return new FloorRecord(
                number(fields, "floor"),
                since.equals(THIS_WRITE) ? writtenAt : number(fields, "since"),
                number(fields, "validity-nanos"),
                version);
    }

    /** A leader record, without its version. */
    public static byte[] leaderRecord(long led, String session, long token, boolean released) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("led", Long.toString(led));
        fields.put("session", session);
        fields.put("token", Long.toString(token));
        fields.put("released", Boolean.toString(released));
        return write(LEADER_RECORD, fields);
    }

    /**
     * Reads a leader record.
     *
     * @throws IllegalArgumentException if the data is not a leader record
     */
    public static LeaderRecord leaderRecord(byte[] data, long version) {
        Map<String, String> fields = read(LEADER_RECORD, data);
        String released = field(fields, "released");
        if (!released.equals("true") && !released.equals("false")) {
            throw new IllegalArgumentException("released is neither true nor false");
        }
        return new LeaderRecord(
                number(fields, "led"),
                field(fields, "session"),
                number(fields, "token"),
                released.equals("true"),
                version);
    }

    /** A candidate, with the name of the session that it stands in. */
    public static byte[] candidate(Candidate candidate, String session) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("session", session);
        fields.put("id", candidate.id());
        candidate.attributes().forEach((name, value) -> fields.put("a." + name, value));
        return write(CANDIDATE, fields);
    }

    /** Reads a candidate; data that Baton has not written becomes the id as far as it is text. */
    public static Candidate candidate(byte[] data) {
        try {
            Map<String, String> fields = read(CANDIDATE, data);
            Map<String, String> attributes = new LinkedHashMap<>();
            fields.forEach((name, value) -> {
                if (name.startsWith("a.")) {
                    attributes.put(name.substring(2), value);
                }
            });
            return new Candidate(field(fields, "id"), attributes);
        } catch (IllegalArgumentException foreign) {
            String text = new String(data, StandardCharsets.UTF_8);
            String id = text.substring(0, Math.min(MAX_FOREIGN_ID, text.length()));
            return new Candidate(id.isBlank() ? "(no id)" : id);
        }
    }

    /** The session that a candidate stands in, or nothing if Baton has not written the data. */
    public static Optional<String> session(byte[] data) {
        try {
            return Optional.of(field(read(CANDIDATE, data), "session"));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    /** Any record: its kind, with a version, in the first line, then the fields in their order. */
    public static byte[] write(String kind, Map<String, String> fields) {
        StringBuilder out = new StringBuilder(kind).append('\n');
        fields.forEach((name, value) ->
                out.append(encode(name)).append('=').append(encode(value)).append('\n'));
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The fields of a record.
     *
     * @throws IllegalArgumentException if the data is not of that kind
     */
    public static Map<String, String> read(String kind, byte[] data) {
        String[] lines = new String(data, StandardCharsets.UTF_8).split("\n", -1);
        if (!lines[0].equals(kind)) {
            throw new IllegalArgumentException("does not begin with " + kind);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int equals = lines[i].indexOf('=');
            if (equals >= 0) {
                fields.put(decode(lines[i].substring(0, equals)), decode(lines[i].substring(equals + 1)));
            }
        }
        return fields;
    }

    /**
     * One field of a record.
     *
     * @throws IllegalArgumentException if it is not there
     */
    public static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("has no field " + name);
        }
        return value;
    }

    /**
     * One field that is a number.
     *
     * @throws IllegalArgumentException if it is not there, or no number
     */
    public static long number(Map<String, String> fields, String name) {
        return Long.parseLong(field(fields, name));
    }

    // Most fields are numbers and names: a hand-over waits for several of them.
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-';
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    private static String encode(String text) {
        return isPlain(text) ? text : URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return isPlain(text) ? text : URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
