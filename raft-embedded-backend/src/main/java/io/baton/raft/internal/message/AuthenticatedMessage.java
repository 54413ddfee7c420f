// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.message;

import io.baton.raft.state.codec.MalformedException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An entry or a poll on its way to the Raft leader, with the secret of the session that asks. The secret comes last: Ratis
 * prints the first bytes of a message. It does not enter the log.
 */
public final class AuthenticatedMessage {

    private static final byte KIND = 0x51;
    private static final int TRAILER_BYTES = SessionSecret.BYTES + 1;

    private final byte[] content;
    private final SessionSecret secret;

    private AuthenticatedMessage(byte[] content, SessionSecret secret) {
        this.content = content;
        this.secret = secret;
    }

    public static byte[] write(byte[] content, SessionSecret secret) {
        return ByteBuffer.allocate(content.length + TRAILER_BYTES)
                .put(content)
                .put(secret.toBytes())
                .put(KIND)
                .array();
    }

    /**
     * Reads a message.
     *
     * @throws MalformedException if the bytes are no such message
     */
    public static AuthenticatedMessage read(byte[] bytes) {
        if (bytes.length < TRAILER_BYTES || bytes[bytes.length - 1] != KIND) {
            throw new MalformedException("not a message of this version: it ends without a session's secret");
        }
        int length = bytes.length - TRAILER_BYTES;
        return new AuthenticatedMessage(
                Arrays.copyOf(bytes, length), SessionSecret.read(ByteBuffer.wrap(bytes, length, SessionSecret.BYTES)));
    }

    public byte[] content() {
        return content;
    }

    public SessionSecret secret() {
        return secret;
    }
}
