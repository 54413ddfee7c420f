// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

/**
 * When something is to be asked of the store next.
 *
 * @param underWay whether an answer is expected
 * @param wakeAt when the request under way is given up as unknown, or when the next one is due
 */
record Request(boolean underWay, long wakeAt) {

    /** One that was sent now. */
    static Request sent(StepContext at) {
        // Twice: the backend answers "unknown" first, and knows the reason.
        return new Request(true, at.now() + 2 * at.timing().requestTimeout());
    }

    /** One to be made soon, because the outcome of the last is unknown. */
    static Request again(StepContext at) {
        return new Request(false, at.now() + at.timing().retryDelay());
    }

    /** None under way; the next at the given time. */
    static Request next(long time) {
        return new Request(false, time);
    }

    boolean isDue(StepContext at) {
        return at.now() >= wakeAt;
    }

    /** The same, but later if it is due: the tick that was to make it may be what has failed. */
    Request afterFailure(StepContext at) {
        return isDue(at) ? next(at.now() + at.timing().refusalDelay()) : this;
    }
}
