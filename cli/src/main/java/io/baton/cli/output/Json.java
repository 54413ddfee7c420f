// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.output;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes JSON on one line. */
final class Json {

    private static final int FIRST_PRINTABLE = 0x20;
    private static final int DELETE = 0x7f;

    private Json() {}

    /** An object with members that are JSON already, in the order of their names as given. */
    static String object(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> string(member.getKey()) + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    static String array(List<String> elements) {
        return "[" + String.join(",", elements) + "]";
    }

    static String texts(Map<String, String> texts) {
        Map<String, String> members = new TreeMap<>();
        texts.forEach((name, text) -> members.put(name, string(text)));
        return object(members);
    }

    static String orNull(Optional<String> json) {
        return json.orElse("null");
    }

    static String string(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < FIRST_PRINTABLE || c >= DELETE) {
                // Terminals see no control characters, and no locale matters.
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
