// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state.request;

import io.baton.raft.state.codec.Input;
import io.baton.raft.state.codec.MalformedException;
import io.baton.raft.state.codec.Output;

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

    private static final byte KIND = 0x34;
    private static final int MOST_VERSION_BYTES = 100;

    /** Whether this version reads what has that level. */
    public boolean isReadable() {
        return number <= LATEST.number;
    }

    /** As a message between members. */
    public byte[] toBytes() {
        Output out = new Output(KIND);
        write(out);
        return out.toBytes();
    }

    /**
     * What a member has said that it reads, which may be more than this version reads.
     *
     * @throws MalformedException if the bytes are no level
     */
    public static FormatLevel of(byte[] bytes) {
        return Input.read(bytes, KIND, "a format level", FormatLevel::fields);
    }

    private static FormatLevel fields(Input in) {
        return new FormatLevel(in.small(), in.text(MOST_VERSION_BYTES));
    }

    public void write(Output out) {
        out.small(number).text(version);
    }

    /** @throws MalformedException if this version does not read what has that level */
    public static FormatLevel read(Input in) {
        FormatLevel level = fields(in);
        if (!level.isReadable()) {
            throw new MalformedException("format level " + level.number + " of Baton " + level.version
                    + ", and this version reads up to level " + LATEST.number);
        }
        return level;
    }
}
