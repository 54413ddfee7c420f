// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.failure;

import java.io.IOException;

/** An entry that no member takes, however often it is sent: it is too large, or of a later version. */
public final class RefusedEntryException extends IOException {

    private static final long serialVersionUID = 1L;

    public RefusedEntryException(String message) {
        super(message);
    }
}
