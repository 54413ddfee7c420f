// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of one input.
 *
 * @param next the state from now on
 * @param effects what is to be done, in this order
 */
public record Step(ElectionState next, List<Effect> effects) {

    public Step {
        effects = List.copyOf(effects);
    }

    /** The given state, and what is to be done. */
    public static Step to(ElectionState next, Effect... effects) {
        return new Step(next, List.of(effects));
    }

    /** The same as the step that makes the next request: gives up the given one first, if it is under way. */
    public Step givingUp(RequestTimer request) {
        if (!request.underWay()) {
            return this;
        }
        List<Effect> all = new ArrayList<>();
        all.add(new ElectorEffect.GiveUpRequest());
        all.addAll(effects);
        return new Step(next, all);
    }
}
