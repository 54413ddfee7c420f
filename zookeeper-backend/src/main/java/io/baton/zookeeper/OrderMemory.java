// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

/**
 * The greatest order value that a backend has seen, in whichever session: a store that was restored or replaced shows by
 * a smaller one. Written by one session after the other.
 */
final class OrderMemory {

    private volatile long newest;

    long newest() {
        return newest;
    }

    void saw(long orderValue) {
        newest = Math.max(newest, orderValue);
    }
}
