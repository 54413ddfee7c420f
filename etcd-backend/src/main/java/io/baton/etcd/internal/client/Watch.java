// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client;

/** Interest in a range of keys. */
public interface Watch {

    /** Nothing is told after this. */
    void cancel();
}
