// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.failure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which value does not fit, and where it is set; the value itself can be a secret. */
final class InvalidValueAnalyzer extends AbstractFailureAnalyzer<InvalidValueException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidValueException cause) {
        return new FailureAnalysis(
                Sentence.of(cause.getMessage()) + cause.origins(),
                "Correct the configuration. All keys with their values and defaults are in docs/operations.md.",
                cause);
    }
}
