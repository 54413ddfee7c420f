// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client.member;

/** Hears how the connection to the selected member goes, on the strand. */
public interface SelectorListener {

    /** A member was of use. */
    void answered();

    void connected();

    void disconnected();

    /** Calls can be begun. */
    void ready();

    /** The member was left; its calls have ended, or will without an answer. */
    void left(Exception cause);

    /** No member will take anything before an operator mends the cause. */
    void refused(Exception cause);
}
