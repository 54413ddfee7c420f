// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.transport;

import io.baton.raft.internal.config.ElectionTimeouts;
import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.message.SessionSecret;
import io.baton.spi.support.AsyncLogger;

/**
 * How a process asks the members of a group.
 *
 * @param secret shown with each entry and each poll
 * @param kept the group whose members this process asks, if it keeps to one
 */
public record ClientSettings(ElectionTimeouts timeouts, SessionSecret secret, GroupLookup.Kept kept) {

    private static final AsyncLogger LOG = AsyncLogger.of(ClientSettings.class);

    /** With default timeouts, and without a group that was known before. */
    static ClientSettings of(SessionSecret secret) {
        return new ClientSettings(
                ElectionTimeouts.DEFAULT,
                secret,
                new GroupBinding(foundedAnew -> LOG.warn("{}", ExceptionText.text(foundedAnew))));
    }
}
