// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import io.baton.FencingToken;
import java.util.function.Supplier;

/** Where a guard keeps the greatest token of each resource. A resource's methods are called in the resource's turn only. */
interface TokenStore {

    /**
     * Accepts the token, or refuses it as stale.
     *
     * @throws StaleTokenException if a greater token has been seen for the resource
     */
    void accept(String resource, FencingToken token);

    /**
     * Accepts the token and runs the write before any other token of the resource is looked at.
     *
     * @throws StaleTokenException if a greater token has been seen for the resource; the write has not been run
     */
    <T> T write(String resource, FencingToken token, Supplier<T> write);
}
