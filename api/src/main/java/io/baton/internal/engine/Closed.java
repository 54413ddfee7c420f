// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

import io.baton.ElectionStatus;

/** Has left the election for good. */
record Closed() implements ElectionState {

    @Override
    public ElectionStatus.State publicState() {
        return ElectionStatus.State.CLOSED;
    }
}
