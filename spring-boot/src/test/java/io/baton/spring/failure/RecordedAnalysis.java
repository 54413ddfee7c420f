// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.failure;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Keeps the last analysis that Spring Boot reports. */
public final class RecordedAnalysis implements FailureAnalysisReporter {

    private static final AtomicReference<FailureAnalysis> LAST = new AtomicReference<>();

    @Override
    public void report(FailureAnalysis analysis) {
        LAST.set(analysis);
    }

    static Optional<FailureAnalysis> take() {
        return Optional.ofNullable(LAST.getAndSet(null));
    }
}
