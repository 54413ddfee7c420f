// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client;

/** A watch on a range of keys, to be cancelled. */
public interface Watch {

    /** Nothing is told after this. */
    void cancel();
}
