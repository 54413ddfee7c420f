// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.io.IOException;

/** An entry that no member takes, however often it is sent: it is too large, or of a later version. */
final class RefusedEntryException extends IOException {

    private static final long serialVersionUID = 1L;

    RefusedEntryException(String message) {
        super(message);
    }
}
