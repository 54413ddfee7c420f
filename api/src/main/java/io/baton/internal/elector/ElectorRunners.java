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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;

/** The started electors of a connection, and what they share. For the loop's thread only. */
public final class ElectorRunners implements Electors {

    private static final int WAKES_OF_A_LEASE = 10;

    private final Map<ElectionName, ElectorInputs> runners = new HashMap<>();
    private final Set<ElectorInputs> wokenByProofs = new LinkedHashSet<>();
    private final Map<ElectorInputs, String> wokenByHeartbeats = new LinkedHashMap<>();
    private OptionalLong firstLate = OptionalLong.empty();
    private final RequestThrottle throttle = new RequestThrottle();
    private final RefusalTurns refusalTurns = new RefusalTurns();

    public void add(ElectionName name, ElectorInputs runner) {
        runners.put(name, runner);
        runner.apply(ElectionState::tick);
    }

    void remove(ElectionName name, ElectorInputs runner) {
        runners.remove(name, runner);
        wokenByProofs.remove(runner);
        wokenByHeartbeats.remove(runner);
    }

    /**
     * Notes what has to be given to an elector in its new state: proofs and heartbeats come several times in a lease, and cost
     * nothing for those that only wait.
     *
     * @param isEndUnfinished whether the end of a leadership is to be carried out with the next input
     */
    void changed(ElectorInputs runner, ElectionState state, boolean isEndUnfinished) {
        if (state.isWokenByProofs() || isEndUnfinished) {
            wokenByProofs.add(runner);
        } else {
            wokenByProofs.remove(runner);
        }
        state.isWokenByHeartbeatsOf()
                .ifPresentOrElse(
                        session -> wokenByHeartbeats.put(runner, session), () -> wokenByHeartbeats.remove(runner));
    }

    /** When an elector is woken that may be woken late: ten times in a lease, with the others. Other processes wake at other times. */
    long together(long wanted, long leaseDuration) {
        long first = firstLate.orElse(wanted);
        firstLate = OptionalLong.of(first);
        long period = leaseDuration / WAKES_OF_A_LEASE;
        return wanted + Math.floorMod(first - wanted, period);
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
    public boolean proven(long sentAt) {
        return each(List.copyOf(wokenByProofs), (state, at) -> state.proven(sentAt, at));
    }

    @Override
    public boolean heartbeat(String session) {
        List<ElectorInputs> woken = new ArrayList<>();
        wokenByHeartbeats.forEach((runner, whose) -> {
            if (whose.equals(session)) {
                woken.add(runner);
            }
        });
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
