// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.elector;

import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;
import io.baton.internal.session.Electors;
import io.baton.spi.ElectionName;
import io.baton.spi.support.RefusalTurns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The started electors of a connection, and what they share. For the loop's thread only. */
public final class ElectorRunners implements Electors {

    private final Map<ElectionName, ElectorInputs> runners = new HashMap<>();
    private final RequestThrottle throttle = new RequestThrottle();
    private final RefusalTurns refusalTurns = new RefusalTurns();

    public void add(ElectionName name, ElectorInputs runner) {
        runners.put(name, runner);
        runner.apply(ElectionState::tick);
    }

    void remove(ElectorInputs runner) {
        runners.values().remove(runner);
    }

    RequestThrottle throttle() {
        return throttle;
    }

    RefusalTurns refusalTurns() {
        return refusalTurns;
    }

    @Override
    public boolean each(BiFunction<ElectionState, StepContext, Step> input) {
        return each(List.copyOf(runners.values()), input);
    }

    @Override
    public boolean heartbeat(String session) {
        List<ElectorInputs> woken = new ArrayList<>();
        for (ElectorInputs runner : runners.values()) {
            if (runner.isWokenBy(session)) {
                woken.add(runner);
            }
        }
        return each(woken, (state, at) -> state.heartbeat(session, at));
    }

    private static boolean each(List<ElectorInputs> some, BiFunction<ElectionState, StepContext, Step> input) {
        boolean taken = true;
        Throwable thrown = null;
        for (ElectorInputs runner : some) {
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

    @Override
    public void admit() {
        throttle.admit();
    }
}
