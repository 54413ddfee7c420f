// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state.request;

/**
 * Which forms of entries and snapshots a group writes. A group begins with level 1. The Raft leader raises the level when each
 * member has said that it reads the next one, and a participant writes a form only when the group has its level: so a member
 * meets a form that it cannot read only if it was replaced by an earlier version.
 *
 * @param number higher for later forms
 * @param version the version of Baton that introduced it
 */
public record FormatLevel(int number, String version) {

    /** What every group begins with. */
    public static final FormatLevel FIRST = new FormatLevel(1, "0.1.0");

    /** What this version reads and writes. */
    public static final FormatLevel LATEST = FIRST;

    /** Whether this version reads what has that level. */
    public boolean isReadable() {
        return number <= LATEST.number;
    }
}
