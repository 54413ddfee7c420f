// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

/**
 * When something is to be asked of the store next.
 *
 * @param underWay whether an answer is expected
 * @param wakeAt when the request under way is given up as unknown, or when the next one is due
 */
public record RequestTimer(boolean underWay, long wakeAt) {

    /** One under way that is given up at the given time. */
    public static RequestTimer until(long time) {
        return new RequestTimer(true, time);
    }

    /** None under way; the next at the given time. */
    public static RequestTimer next(long time) {
        return new RequestTimer(false, time);
    }

    /** Whether it is given up, or to be made, by now. */
    public boolean isDue(long now) {
        return now >= wakeAt;
    }

    /** The same, but later if it is due: the tick that was to make it may be what has failed. */
    public RequestTimer afterFailure(long now, long delay) {
        return isDue(now) ? next(now + delay) : this;
    }
}
