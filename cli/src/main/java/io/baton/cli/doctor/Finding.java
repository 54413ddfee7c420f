// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.doctor;

/**
 * Something that is not as it should be.
 *
 * @param area what it is about, in one word
 * @param text what is wrong and what to do, on one line
 */
public record Finding(String area, String text) {

    public Finding {
        text = text.replaceAll("\\s*\\R\\s*", " ").strip();
    }

    static Finding of(String area, Throwable cause) {
        return new Finding(area, String.valueOf(cause.getMessage()));
    }
}
