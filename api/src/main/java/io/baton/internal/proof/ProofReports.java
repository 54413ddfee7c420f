// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.proof;

import io.baton.internal.loop.ElectionLoop;
import io.baton.internal.report.SessionListener;
import io.baton.internal.report.SessionListeners;
import java.time.Duration;

/**
 * Tells how each proof has ended. A backend may tell of proofs that were not asked for one by one; of those that were asked for,
 * each ends once. Does nothing while no listener is there. For the loop's thread only.
 */
public final class ProofReports {

    private final ElectionLoop loop;
    private final SessionListeners listeners;
    private boolean underWay;
    private long askedAt;

    ProofReports(ElectionLoop loop) {
        this.loop = loop;
        this.listeners = new SessionListeners(loop);
    }

    public void add(SessionListener listener) {
        listeners.add(listener);
    }

    public void remove(SessionListener listener) {
        listeners.remove(listener);
    }

    /** A proof is asked for; one that is still under way has been given up. */
    public void asked() {
        failed();
        if (!listeners.isEmpty()) {
            underWay = true;
            askedAt = now();
        }
    }

    void proven(long sentAt) {
        underWay = false;
        if (!listeners.isEmpty()) {
            Duration latency = since(sentAt);
            listeners.tell(listener -> listener.proven(latency));
        }
    }

    /** The proof under way, if there is one, has not succeeded. */
    public void failed() {
        if (underWay) {
            underWay = false;
            Duration after = since(askedAt);
            listeners.tell(listener -> listener.proofFailed(after));
        }
    }

    private Duration since(long time) {
        return Duration.ofNanos(Math.max(0, now() - time));
    }

    private long now() {
        return loop.clock().nanos();
    }
}
