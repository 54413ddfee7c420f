// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

/**
 * The greatest order value that a backend has seen, in whichever session: a store that was restored or replaced shows by
 * a smaller one. Written by one session after the other.
 */
public final class HighestOrderValue {

    private volatile long newest;

    public long newest() {
        return newest;
    }

    public void saw(long orderValue) {
        newest = Math.max(newest, orderValue);
    }
}
