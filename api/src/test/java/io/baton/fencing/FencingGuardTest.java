// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import org.junit.jupiter.api.Timeout;

/** The guard that forgets with its process. */
@Timeout(60)
class FencingGuardTest implements FencingGuardContract {

    private final FencingGuard guard = FencingGuard.inMemory();

    @Override
    public FencingGuard guard() {
        return guard;
    }

    @Override
    public int tokens() {
        return 20_000;
    }
}
