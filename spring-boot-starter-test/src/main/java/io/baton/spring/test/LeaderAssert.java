// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test;

import io.baton.Leadership;

/** Asserts what only leader-only work can do, for example inside a test's replacement of what that work calls. */
public final class LeaderAssert {

    private LeaderAssert() {}

    /**
     * Fails unless the calling thread runs leader-only work of the named election whose leadership is held.
     *
     * @return the leadership
     */
    public static Leadership assertLeader(String election) {
        Leadership current = Leadership.current()
                .orElseThrow(() -> new AssertionError("expected leader-only work of the election '" + election
                        + "', but " + Thread.currentThread() + " runs no leader-only work"));
        if (!current.election().equals(election)) {
            throw new AssertionError("expected leader-only work of the election '" + election + "', but "
                    + Thread.currentThread() + " runs leader-only work of '" + current.election() + "'");
        }
        if (!current.isHeld()) {
            throw new AssertionError("the leadership of '" + election + "' with token "
                    + current.token().value() + " has ended while its work still runs");
        }
        return current;
    }
}
