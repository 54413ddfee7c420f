// SPDX-License-Identifier: Apache-2.0
package io.baton;

/** Ends what a listener or an observer has begun to hear. Safe for use by any number of threads. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

    /**
     * Ends the subscription: no further call begins. A call that has begun may still run after this returns, so it may be made
     * from inside one. May be called more than once.
     */
    @Override
    void close();
}
