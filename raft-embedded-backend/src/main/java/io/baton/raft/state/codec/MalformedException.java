// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state.codec;

/** Bytes that are not what they should be. */
public final class MalformedException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public MalformedException(String message) {
        super(message);
    }

    MalformedException(String message, Throwable cause) {
        super(message, cause);
    }
}
