// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.session;

import io.baton.raft.internal.transport.LeaderTransport;
import io.baton.raft.state.request.SecretDigest;
import io.baton.spi.support.HighestOrderValue;
import io.baton.spi.support.Strand;
import java.util.function.Function;

/**
 * What a process opens its sessions with.
 *
 * @param home the member in whose process the session lives, or the empty string
 * @param secret the digest of what the engine shows
 * @param engine makes the way to the group, for the session's strand
 * @param environment what the session needs besides
 */
public record SessionTerms(
        String home,
        SecretDigest secret,
        Function<Strand, LeaderTransport> engine,
        HighestOrderValue memory,
        SessionEnvironment environment) {}
