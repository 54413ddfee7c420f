// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.elector;

import io.baton.Candidate;
import io.baton.FencingToken;
import io.baton.LossReason;
import io.baton.spi.ElectionName;
import io.baton.spi.support.AsyncLogger;
import java.util.function.Supplier;

/** What the log is told of one candidate in one election. Thread-safe; writing does not block. */
final class CandidateLog {

    private static final AsyncLogger LOG = AsyncLogger.of(CandidateLog.class);

    private static final int LONGEST_ID = 255;

    private final ElectionName election;
    private final String candidate;

    CandidateLog(ElectionName election, Candidate candidate) {
        this.election = election;
        String id = candidate.id();
        // An id may hold line breaks.
        this.candidate = new ElectionName(id.substring(0, Math.min(LONGEST_ID, id.length()))).encoded();
    }

    void elected(FencingToken token) {
        LOG.info("election '{}': candidate '{}' is elected with token {}", election, candidate, token);
    }

    /**
     * A leadership has ended.
     *
     * @param overdue why no proof came in time, asked only where the leadership has expired
     */
    void lost(FencingToken token, LossReason reason, Supplier<String> overdue) {
        if (reason == LossReason.EXPIRED) {
            LOG.warn(
                    "election '{}': candidate '{}' has lost token {} ({}): {}",
                    election,
                    candidate,
                    token,
                    reason,
                    overdue.get());
        } else {
            LOG.info("election '{}': candidate '{}' has lost token {} ({})", election, candidate, token, reason);
        }
    }

    /** The subject of a refusal's line. */
    String refusal() {
        return "election '" + election + "': candidate '" + candidate + "' is refused";
    }

    void undrained(boolean placeIsKept, long drainTimeoutNanos) {
        LOG.warn(
                "election '{}': leader-only work of candidate '{}' has not ended within the drain timeout of {} ms; {}",
                election,
                candidate,
                drainTimeoutNanos / 1_000_000,
                placeIsKept ? "the place is kept until it ends" : "the place does not wait for it");
    }

    void unanswered(Throwable cause) {
        LOG.debug("election '{}': a request has no known outcome", election, cause);
    }
}
