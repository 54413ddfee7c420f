// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

/** The rule for resource names, so that every guard takes the same ones and any of them may be logged as it is. */
final class ResourceName {

    private static final int MAX_LENGTH = 255;

    private ResourceName() {}

    static void requireValid(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a resource name has 1 to " + MAX_LENGTH + " characters, not " + name.length());
        }
        for (int at = 0; at < name.length(); ) {
            int codePoint = name.codePointAt(at);
            if (Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE) {
                throw new IllegalArgumentException(
                        "a resource name has no control characters and no unpaired surrogates, as at index " + at);
            }
            at += Character.charCount(codePoint);
        }
    }
}
