// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

/**
 * When the session's next proof is to be sent: every third of the validity while something is led, one at a time, and soon
 * after one of unknown outcome. A server that has answered nothing for half of the validity is to be left, while there is
 * still time to ask another one. For the loop's thread only.
 */
final class Renewal {

    private boolean underWay;
    private boolean leftServer;
    private long sentAt;
    private long heardAt;
    private long nextAt = Long.MAX_VALUE;

    /** What is to be done now. */
    enum Due {
        NOTHING,
        PROVE,
        LEAVE_SERVER
    }

    /** A leadership began with a request that was sent at the given time. */
    void began(long officeSentAt, long validity) {
        heardAt = Math.max(heardAt, officeSentAt);
        nextAt = Math.min(nextAt, officeSentAt + validity / 3);
    }

    /** The server has answered something. */
    void heard(long now) {
        heardAt = Math.max(heardAt, now);
    }

    /** Whether nothing has been answered after the given time. */
    boolean isSilentSince(long time) {
        return heardAt <= time;
    }

    void proven(long proofSentAt, long now, long validity) {
        underWay = false;
        heardAt = now;
        nextAt = proofSentAt + validity / 3;
    }

    void unproven(long now, long retryDelay) {
        underWay = false;
        nextAt = now + retryDelay;
    }

    /** The next proof is due as soon as it is allowed. */
    void fenced(long now) {
        underWay = false;
        heardAt = now;
        nextAt = now;
    }

    /** Nothing is led. */
    void pause() {
        if (!underWay) {
            nextAt = Long.MAX_VALUE;
        }
    }

    Due due(long now, long validity) {
        if (underWay && now >= sentAt + validity) {
            // An answer to this one could not help any more.
            unproven(now, 0);
        }
        if (underWay) {
            if (!leftServer && now >= leaveAt(validity)) {
                leftServer = true;
                return Due.LEAVE_SERVER;
            }
            return Due.NOTHING;
        }
        if (now < nextAt) {
            return Due.NOTHING;
        }
        underWay = true;
        leftServer = false;
        sentAt = now;
        return Due.PROVE;
    }

    long wakeAt(long validity) {
        if (!underWay) {
            return nextAt;
        }
        return leftServer ? sentAt + validity : leaveAt(validity);
    }

    /** A server that was asked a moment ago gets an eighth of the validity, even after a long silence. */
    private long leaveAt(long validity) {
        return Math.max(heardAt + validity / 2, sentAt + validity / 8);
    }
}
