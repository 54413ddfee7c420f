// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.fenced;

import io.baton.FencingToken;

/** Checks a token in the transaction of the calling thread. */
interface TokenCheck {

    /**
     * Returns when the token is accepted.
     *
     * @throws io.baton.fencing.StaleTokenException if a greater one has been seen; the transaction can only be rolled back
     * @throws IllegalStateException if there is no transaction in which it can be checked
     */
    void check(FencedOperation operation, FencingToken token);
}
