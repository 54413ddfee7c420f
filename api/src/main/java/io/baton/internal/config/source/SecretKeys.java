// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config.source;

import java.util.regex.Pattern;

/** Tells the keys whose values must not be seen. */
final class SecretKeys {

    private static final Pattern SECRET =
            Pattern.compile(".*[.-](?:auth|credentials?|passphrase|password|secret|token)");

    private SecretKeys() {}

    static boolean contains(String key) {
        return SECRET.matcher(key).matches();
    }
}
