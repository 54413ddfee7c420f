// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

/** Interest in a range of keys. */
interface Watch {

    /** Nothing is told after this. */
    void cancel();
}
