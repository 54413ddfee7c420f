// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;
import io.baton.spi.ElectionName;
import io.baton.spi.support.RefusalTurns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The started electors of a connection. For the loop's thread only. */
final class ElectorRunners {

    private final Map<ElectionName, ElectorRunner> members = new HashMap<>();
    private final RefusalTurns refusalTurns = new RefusalTurns();

    void add(ElectionName name, ElectorRunner member) {
        members.put(name, member);
        member.apply(ElectionState::tick);
    }

    void remove(ElectorRunner member) {
        members.values().remove(member);
    }

    RefusalTurns refusalTurns() {
        return refusalTurns;
    }

    /**
     * Gives an input to all; what one of them throws keeps it from no other. Throws the last of it.
     *
     * @return whether all have taken it
     */
    boolean each(BiFunction<ElectionState, StepContext, Step> input) {
        boolean taken = true;
        Throwable thrown = null;
        for (ElectorRunner runner : List.copyOf(members.values())) {
            try {
                taken &= runner.applyForAll(input);
            } catch (RuntimeException | Error e) {
                thrown = e;
            }
        }
        if (thrown instanceof Error error) {
            throw error;
        } else if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        return taken;
    }
}
