// SPDX-License-Identifier: Apache-2.0
package io.baton;

import java.io.Serial;

/** Thrown by a method that only the leader may run, in a process that does not lead. The method has not been started. */
public final class NotLeaderException extends BatonException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String election;

    public NotLeaderException(String election) {
        super("this process does not lead election '" + election + "'");
        this.election = election;
    }

    /** The election's name. */
    public String election() {
        return election;
    }
}
