// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.failure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why there is no connection, and how to start without one. */
final class NotConnectedAnalyzer extends AbstractFailureAnalyzer<NotConnectedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, NotConnectedException cause) {
        return new FailureAnalysis(
                Sentence.of(cause.getMessage()),
                "Correct what the description names. To start without the store remove baton.require-connection=true: the"
                        + " application leads nothing until the store answers.",
                cause);
    }
}
