// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.failure;

import io.baton.spring.elections.NoBackendException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what takes part in an election, and what to configure for it. */
final class NoBackendAnalyzer extends AbstractFailureAnalyzer<NoBackendException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, NoBackendException cause) {
        return new FailureAnalysis(Sentence.of(cause.getMessage()), cause.remedy(), cause);
    }
}
