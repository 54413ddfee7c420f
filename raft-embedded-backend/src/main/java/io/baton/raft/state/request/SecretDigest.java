// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state.request;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What the group keeps of a session's secret: the first half of its SHA-256. The secret cannot be computed from it, so the log
 * and the snapshots may have it.
 */
public record SecretDigest(long high, long low) {

    /** The digest of a secret. */
    public static SecretDigest of(byte[] secret) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(secret));
            return new SecretDigest(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
