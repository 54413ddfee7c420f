// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state.codec;

import io.baton.raft.state.request.FormatLevel;

/** How a format level is written, in a message of its own and in entries and snapshots. */
public final class FormatLevelCodec {

    private static final byte KIND = 0x34;
    private static final int MOST_VERSION_BYTES = 100;

    private FormatLevelCodec() {}

    /** As a message between members. */
    public static byte[] write(FormatLevel level) {
        Output out = new Output(KIND);
        write(level, out);
        return out.toBytes();
    }

    /**
     * What a member has said that it reads, which may be more than this version reads.
     *
     * @throws MalformedException if the bytes are no level
     */
    public static FormatLevel read(byte[] bytes) {
        return Input.read(bytes, KIND, "a format level", FormatLevelCodec::fields);
    }

    private static FormatLevel fields(Input in) {
        return new FormatLevel(in.small(), in.text(MOST_VERSION_BYTES));
    }

    /** As a field of an entry or a snapshot. */
    public static void write(FormatLevel level, Output out) {
        out.small(level.number()).text(level.version());
    }

    /**
     * A level that this version reads, from a field.
     *
     * @throws MalformedException if this version does not read what has that level
     */
    public static FormatLevel readable(Input in) {
        FormatLevel level = fields(in);
        if (!level.isReadable()) {
            throw new MalformedException("format level " + level.number() + " of Baton " + level.version()
                    + ", and this version reads up to level " + FormatLevel.LATEST.number());
        }
        return level;
    }
}
