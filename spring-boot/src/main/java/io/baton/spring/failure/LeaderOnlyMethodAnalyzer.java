// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.failure;

import io.baton.spring.methods.LeaderOnlyMethodException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which method would run in every process, why, and how to change that. */
final class LeaderOnlyMethodAnalyzer extends AbstractFailureAnalyzer<LeaderOnlyMethodException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, LeaderOnlyMethodException cause) {
        return new FailureAnalysis(Sentence.of(cause.getMessage()), cause.remedy(), cause);
    }
}
