// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import io.baton.FencingToken;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells each refusal of a guard. */
record ReportingGuard(FencingGuard guard, Consumer<StaleTokenException> listener) implements FencingGuard {

    @Override
    public void check(String resource, FencingToken token) {
        try {
            guard.check(resource, token);
        } catch (StaleTokenException stale) {
            throw stale.toldTo(listener);
        }
    }

    @Override
    public <T> T guarded(String resource, FencingToken token, Supplier<T> write) {
        try {
            return guard.guarded(resource, token, write);
        } catch (StaleTokenException stale) {
            // A write may use a guard for another resource, which has told its own refusal.
            throw stale.resource().equals(resource) ? stale.toldTo(listener) : stale;
        }
    }
}
