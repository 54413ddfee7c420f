// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.failure;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** Messages of exceptions as sentences: a capital at the start, unless a key or a name stands there, and a full stop. */
final class Sentence {

    private Sentence() {}

    static String of(@Nullable String message) {
        String text = message == null ? "" : message.strip();
        boolean name = text.startsWith("baton") || text.startsWith("etcd");
        String begun = name ? text : StringUtils.capitalize(text);
        return begun.endsWith(".") ? begun : begun + ".";
    }
}
