// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.failure;

/** A key below {@code baton.} that no part of the application reads. */
public final class UnknownKeyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String nearest;

    /**
     * A key with its place and the key that was probably meant.
     *
     * @param origin where the key is set
     */
    public UnknownKeyException(String key, String origin, String nearest) {
        super("unknown key " + key + ", set in " + origin);
        this.nearest = nearest;
    }

    public String nearest() {
        return nearest;
    }
}
