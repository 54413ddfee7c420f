// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.internal.engine.ElectionState;

/**
 * Proves the session while something is led: not before every candidacy that is in office, or is put there by a request that
 * was sent before, was found again after the session's fence was written. For the loop's thread only.
 */
final class SessionProofs {

    private final ElectionLoop loop;
    private final ProofReports reports;
    private Renewal renewal = new Renewal();
    private long nextCheck = Long.MAX_VALUE;
    private long fencedAt = Long.MIN_VALUE;
    private int leading;
    private int unconfirmed;
    private long lastProof;

    SessionProofs(ElectionLoop loop) {
        this.loop = loop;
        this.reports = new ProofReports(loop);
    }

    /** Tells of each proof. */
    ProofReports reports() {
        return reports;
    }

    /** The session is new. */
    void reset() {
        renewal = new Renewal();
        fencedAt = Long.MIN_VALUE;
        lastProof = loop.clock().nanos();
    }

    /** Whether anything is led, so that proofs are sent. */
    boolean areWanted() {
        return leading > 0;
    }

    /** How long ago the last proof that succeeded was sent. */
    long age() {
        return loop.clock().nanos() - lastProof;
    }

    /** When it was last heard that the session's fence was written. */
    long fencedAt() {
        return fencedAt;
    }

    /** Keeps count of what the proofs are for. */
    void count(ElectionState before, ElectionState after) {
        leading += (after.leads() ? 1 : 0) - (before.leads() ? 1 : 0);
        unconfirmed += (after.isConfirmed() ? 0 : 1) - (before.isConfirmed() ? 0 : 1);
    }

    void tookOffice(long sentAt, long validity) {
        lastProof = Math.max(lastProof, sentAt);
        renewal.began(sentAt, validity);
    }

    void proven(long sentAt, long validity) {
        lastProof = Math.max(lastProof, sentAt);
        renewal.proven(sentAt, loop.clock().nanos(), validity);
        reports.proven(sentAt);
    }

    void unproven(long retryDelay) {
        renewal.unproven(loop.clock().nanos(), retryDelay);
        reports.failed();
    }

    void fenced() {
        fencedAt = loop.clock().nanos();
        renewal.fenced(fencedAt);
        reports.failed();
    }

    /** The server has answered something else. */
    void heard() {
        renewal.heard(loop.clock().nanos());
    }

    boolean isSilentSince(long time) {
        return renewal.isSilentSince(time);
    }

    /** What is to be done now, if anything; asks to be asked again in time. */
    Renewal.Due due(long validity) {
        if (leading == 0) {
            renewal.pause();
            return Renewal.Due.NOTHING;
        }
        if (unconfirmed > 0) {
            return Renewal.Due.NOTHING;
        }
        Renewal.Due due = renewal.due(loop.clock().nanos(), validity);
        long next = renewal.wakeAt(validity);
        if (next != nextCheck) {
            nextCheck = next;
            loop.at(next, () -> {});
        }
        return due;
    }
}
