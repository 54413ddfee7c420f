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

    /** The same, with something to be done first. */
    Step after(Effect first) {
        List<Effect> all = new ArrayList<>();
        all.add(first);
        all.addAll(effects);
        return new Step(next, all);
    }
}
