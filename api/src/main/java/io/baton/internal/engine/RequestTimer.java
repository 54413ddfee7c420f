// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

/**
 * When a request of a candidacy was to be answered, or when the next one is due. The one deadline that the engine sets to a request:
 * a backend promises an answer, {@code unknown} at the latest, within the request timeout, and a candidate whose backend has
 * broken that promise would otherwise wait for ever. It is twice the request timeout, since one request may wait for the answer to the one
 * before it, and since the backend, which knows the reason, is to answer first. It begins when the request is sent: thousands
 * of requests leave a process a bounded number at a time.
 *
 * @param underWay whether an answer is expected
 * @param wakeAt when the request under way is given up, or when the next one is due
 */
public record RequestTimer(boolean underWay, long wakeAt) {

    /** One that is to be sent when its turn comes: it has no deadline before that. */
    static RequestTimer ordered() {
        return new RequestTimer(true, Long.MAX_VALUE);
    }

    /** One that is sent now. */
    static RequestTimer sent(long now, long requestTimeout) {
        return new RequestTimer(true, now + 2 * requestTimeout);
    }

    /** None under way; the next at the given time. */
    public static RequestTimer next(long time) {
        return new RequestTimer(false, time);
    }

    /** Whether it is given up, or to be made, by now. */
    public boolean isDue(long now) {
        return now >= wakeAt;
    }

    /**
     * The same, but later if it is due, or has no deadline yet: the tick that was to make it may be what has failed, or the input that was
     * to say that it is sent.
     */
    public RequestTimer afterFailure(long now, long delay) {
        boolean isOrdered = underWay && wakeAt == Long.MAX_VALUE;
        return isOrdered || isDue(now) ? next(now + delay) : this;
    }
}
