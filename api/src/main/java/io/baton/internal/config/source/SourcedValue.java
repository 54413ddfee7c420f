// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config.source;

/**
 * What a key is set to.
 *
 * @param origin in words that follow "from"
 */
record SourcedValue(String value, String origin) {

    boolean isBlank() {
        return value.isBlank();
    }

    /** The origin alone: a value can be a secret. */
    @Override
    public String toString() {
        return origin;
    }
}
