// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import io.baton.FencingToken;
import java.util.function.Supplier;

/**
 * Guards resources with the tokens that a store keeps. Thread-safe.
 *
 * <p>Callers of one resource in this process wait for each other before the store is asked: else the callers that wait for a row
 * of a database could take all connections of a pool, and the write that keeps the row would get none.
 */
final class ResourceGuard implements FencingGuard {

    private final TokenStore tokens;
    private final ResourceTurns turns = new ResourceTurns();

    ResourceGuard(TokenStore tokens) {
        this.tokens = tokens;
    }

    @Override
    public void check(String resource, FencingToken token) {
        ResourceName.requireValid(resource);
        turns.take(resource, () -> {
            tokens.accept(resource, token);
            return token;
        });
    }

    @Override
    public <T> T guarded(String resource, FencingToken token, Supplier<T> write) {
        ResourceName.requireValid(resource);
        return turns.take(resource, () -> tokens.write(resource, token, write));
    }
}
