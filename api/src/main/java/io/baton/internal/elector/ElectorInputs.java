// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.elector;

import io.baton.internal.engine.Effect;
import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.QueuePosition;
import java.util.Optional;
import java.util.function.BiFunction;

/** One started elector, as those see it that have inputs for it. For the loop's thread only. */
interface ElectorInputs {

    /**
     * Gives the state an input and does what follows from it. What throws ends this candidacy; only where memory does not
     * suffice for that either, the error is thrown: then the session ends, and all its candidacies with it.
     *
     * @return whether the state has taken the input, whatever became of its effects
     */
    boolean apply(BiFunction<ElectionState, StepContext, Step> input);

    /** As {@link #apply}, for what concerns all electors of the connection: what was not taken before is given first. */
    boolean applyForAll(BiFunction<ElectionState, StepContext, Step> input);

    /** Runs what carries out an effect; answers whether the effects after it still make sense. Throws as {@link #apply} does. */
    boolean carryOut(Effect effect, Runnable how);

    /** Whether the facts are those of the present candidacy. */
    boolean isPresent(CandidacyFacts facts);

    /** Why a candidacy in such a position must not lead, if it must not. */
    Optional<String> judge(QueuePosition queuePosition);
}
