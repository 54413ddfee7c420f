// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import io.baton.ElectionStatus;
import io.baton.internal.engine.ElectionState;

/** Has left the election for good. */
record Closed() implements ElectionState {

    @Override
    public ElectionStatus.State publicState() {
        return ElectionStatus.State.CLOSED;
    }
}
