// SPDX-License-Identifier: Apache-2.0
package io.baton;

/** Why a leadership has ended. */
public enum LossReason {
    /** The deadline came before the store could be asked again whether this process still leads. */
    EXPIRED,
    /** The store ended the session of this process, for example after a long silence. */
    SESSION_LOST,
    /** The candidate was deleted from the store. */
    REMOVED,
    /** The leader stepped down with {@link LeaderElector#resign()}. */
    RESIGNED,
    /** The elector or its connection was closed. */
    CLOSED
}
