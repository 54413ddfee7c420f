// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config;

/** One line per rule of the configuration. */
final class Checks {

    private Checks() {}

    /** Refuses a configuration that breaks a rule, with a message that names the keys and says what to change. */
    static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
