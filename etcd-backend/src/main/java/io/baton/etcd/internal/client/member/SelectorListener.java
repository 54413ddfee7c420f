// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client.member;

/** Hears what becomes of the selected member, on the strand. */
public interface SelectorListener {

    /** A member was of use. */
    void answered();

    /** Calls can be begun. */
    void ready();

    /** The member was left; its calls have ended, or will without an answer. */
    void left(Exception cause);

    /** No member will take anything before an operator mends the cause. */
    void refused(Exception cause);
}
