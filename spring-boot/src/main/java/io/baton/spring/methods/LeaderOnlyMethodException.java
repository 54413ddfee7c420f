// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.methods;

import java.io.Serial;

/** A method is marked {@code @LeaderOnly}, but calls to it cannot be intercepted: it would run in every process. */
public final class LeaderOnlyMethodException extends IllegalStateException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String remedy;

    public LeaderOnlyMethodException(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    /** What to do. */
    public String remedy() {
        return remedy;
    }
}
