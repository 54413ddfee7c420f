// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.session;

import io.baton.spi.support.Strand;
import java.security.SecureRandom;
import java.util.function.Consumer;

/** Gives a session its thread and its random numbers, so that a test can choose both. */
public interface SessionEnvironment {

    SessionEnvironment ORDINARY = new SessionEnvironment() {

        private final SecureRandom random = new SecureRandom();

        @Override
        public Strand strand(Consumer<Throwable> onFault) {
            return new Strand("baton-raft-session", onFault);
        }

        @Override
        public long nonce() {
            return random.nextLong();
        }
    };

    Strand strand(Consumer<Throwable> onFault);

    /** A number that no session of the group is likely to have had. */
    long nonce();
}
