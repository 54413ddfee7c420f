// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.failure;

import io.baton.spring.methods.AnnotatedMethodException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says on which method an annotation has no effect, why, and how to change that. */
final class AnnotatedMethodAnalyzer extends AbstractFailureAnalyzer<AnnotatedMethodException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, AnnotatedMethodException cause) {
        return new FailureAnalysis(Sentence.of(cause.getMessage()), cause.remedy(), cause);
    }
}
