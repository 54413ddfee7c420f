// SPDX-License-Identifier: Apache-2.0
package io.baton;

import java.io.Serial;

/** Thrown to leader-only work that asks to go on after its leadership has ended. */
public final class LeadershipLostException extends BatonException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final long token;

    public LeadershipLostException(String election, FencingToken token) {
        super("the leadership of election '" + election + "' with token " + token + " has ended");
        this.token = token.value();
    }

    /** The token of the leadership that has ended. */
    public FencingToken token() {
        return new FencingToken(token);
    }
}
