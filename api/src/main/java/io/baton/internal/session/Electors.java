// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.session;

import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;
import java.util.function.BiFunction;

/** The started electors of a connection, as its session sees them. For the loop's thread only. */
public interface Electors {

    /**
     * Gives an input to all; what one of them throws keeps it from no other. Throws the last of it.
     *
     * @return whether all have taken it
     */
    boolean each(BiFunction<ElectionState, StepContext, Step> input);

    /** Gives a proof that was sent after the given time, as {@link #each} does, to those to which it means something. */
    boolean proven(long sentAt);

    /** Gives a heartbeat of that session, as {@link #each} does, to those that wait for it. */
    boolean heartbeat(String session);

    /** Sends as many requests of candidacies as there is room for. */
    void admit();
}
