// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.message;

import io.baton.raft.state.codec.MalformedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a member knows of its Raft leader at this moment, for the other members: answered without the log.
 *
 * @param leader the id of the Raft leader, or the empty string if the member follows none
 * @param silentMillis how long ago the member has heard that Raft leader
 * @param refused whether the host of that Raft leader has refused a connection to this member a moment ago
 */
public record LeaderReport(String leader, long silentMillis, boolean refused) {

    private static final byte[] QUESTION = {MessageKinds.LEADER_REPORT};
    private static final int HEADER_BYTES = 2 + Long.BYTES;

    public static byte[] question() {
        return QUESTION.clone();
    }

    public static boolean isQuestion(byte[] message) {
        return Arrays.equals(message, QUESTION);
    }

    public byte[] write() {
        byte[] name = leader.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(HEADER_BYTES + name.length)
                .put(MessageKinds.LEADER_REPORT)
                .put((byte) (refused ? 1 : 0))
                .putLong(silentMillis)
                .put(name)
                .array();
    }

    /**
     * Reads a report.
     *
     * @throws MalformedException if the bytes are no such report
     */
    public static LeaderReport read(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes[0] != MessageKinds.LEADER_REPORT) {
            throw new MalformedException("not a report of a Raft leader");
        }
        ByteBuffer report = ByteBuffer.wrap(bytes, 1, HEADER_BYTES - 1);
        boolean refused = report.get() == 1;
        long silentMillis = report.getLong();
        String leader = new String(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, StandardCharsets.UTF_8);
        return new LeaderReport(leader, silentMillis, refused);
    }

    /** Whether the member, too, has reason to believe that the process of that Raft leader is gone. */
    public boolean misses(String gone, long mostSilentMillis) {
        return leader.isEmpty() || (leader.equals(gone) && (refused || silentMillis > mostSilentMillis));
    }
}
