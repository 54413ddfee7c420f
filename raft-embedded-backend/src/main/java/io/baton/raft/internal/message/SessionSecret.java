// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.message;

import io.baton.raft.state.request.SecretDigest;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** What a process shows with each request for its session: 128 bits that it has drawn and that only members see. */
public record SessionSecret(long high, long low) {

    static final int BYTES = 2 * Long.BYTES;

    /** Belongs to no session. */
    public static final SessionSecret NONE = new SessionSecret(0, 0);

    public static SessionSecret random() {
        SecureRandom random = new SecureRandom();
        return new SessionSecret(random.nextLong(), random.nextLong());
    }

    static SessionSecret read(ByteBuffer bytes) {
        return new SessionSecret(bytes.getLong(), bytes.getLong());
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    /** What the group may keep and show. */
    public SecretDigest digest() {
        return SecretDigest.of(toBytes());
    }

    @Override
    public String toString() {
        return "a secret";
    }
}
