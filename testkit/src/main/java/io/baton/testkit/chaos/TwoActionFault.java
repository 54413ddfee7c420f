// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos;

import java.time.Duration;

/** A fault that is begun by one action and undone by another. */
record TwoActionFault(String name, Action beginning, Action undoing, boolean allowsClosing, Duration grace)
        implements ChaosFault {

    @Override
    public void begin() throws Exception {
        beginning.run();
    }

    @Override
    public void undo() throws Exception {
        undoing.run();
    }
}
