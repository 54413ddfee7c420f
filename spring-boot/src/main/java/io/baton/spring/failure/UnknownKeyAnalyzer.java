// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.failure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which key was probably meant. */
final class UnknownKeyAnalyzer extends AbstractFailureAnalyzer<UnknownKeyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnknownKeyException cause) {
        return new FailureAnalysis(
                Sentence.of(cause.getMessage()),
                "Write " + cause.nearest() + " if that is what is meant, or remove the key.",
                cause);
    }
}
