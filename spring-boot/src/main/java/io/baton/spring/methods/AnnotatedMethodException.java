// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.methods;

import java.io.Serial;

/** A method bears an annotation of this module that would have no effect, for example because calls of it cannot be intercepted. */
public final class AnnotatedMethodException extends IllegalStateException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String remedy;

    public AnnotatedMethodException(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    /** What to do. */
    public String remedy() {
        return remedy;
    }
}
