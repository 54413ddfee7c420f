// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.proof;

import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.ProofSchedule;
import io.baton.internal.loop.ElectionLoop;

/** Keeps the schedule of the session's proofs, and wakes the loop for it. For the loop's thread only. */
public final class SessionProofs {

    private final ElectionLoop loop;
    private final ProofReports reports;
    private ProofSchedule schedule = ProofSchedule.initial();
    private long nextCheck = Long.MAX_VALUE;
    private long fencedAt = Long.MIN_VALUE;
    private long lastProof;

    public SessionProofs(ElectionLoop loop) {
        this.loop = loop;
        this.reports = new ProofReports(loop);
    }

    /** Tells of each proof. */
    public ProofReports reports() {
        return reports;
    }

    /** The session is new. */
    public void reset() {
        schedule = schedule.opened();
        fencedAt = Long.MIN_VALUE;
        lastProof = loop.clock().nanos();
    }

    /** Whether anything is led, so that proofs are sent. */
    public boolean areWanted() {
        return schedule.isWanted();
    }

    /** How long ago the last proof that succeeded was sent. */
    public long age() {
        return loop.clock().nanos() - lastProof;
    }

    /** When it was last heard that the session's fence was written. */
    public long fencedAt() {
        return fencedAt;
    }

    /** Keeps count of what the proofs are for. */
    public void count(ElectionState before, ElectionState after) {
        schedule = schedule.changed(before, after);
    }

    public void tookLeadership(long sentAt, long validity) {
        lastProof = Math.max(lastProof, sentAt);
        schedule = schedule.began(sentAt, validity);
    }

    public void proven(long sentAt, long validity) {
        lastProof = Math.max(lastProof, sentAt);
        schedule = schedule.proven(sentAt, loop.clock().nanos(), validity);
        reports.proven(sentAt);
    }

    public void unproven(long retryDelay) {
        schedule = schedule.unproven(loop.clock().nanos(), retryDelay);
        reports.failed();
    }

    public void fenced() {
        fencedAt = loop.clock().nanos();
        schedule = schedule.fenced(fencedAt);
        reports.failed();
    }

    /** The server has answered something else. */
    public void heard() {
        schedule = schedule.heard(loop.clock().nanos());
    }

    public boolean isSilentSince(long time) {
        return schedule.isSilentSince(time);
    }

    /** What is to be done now, if anything; asks to be asked again in time. */
    public ProofSchedule.Due due(long validity) {
        ProofSchedule.Answer answer = schedule.due(loop.clock().nanos(), validity);
        schedule = answer.next();
        long next = schedule.wakeAt(validity);
        if (next != nextCheck) {
            nextCheck = next;
            loop.at(next, () -> {});
        }
        return answer.due();
    }
}
