// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.state.SecretDigest;
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
record SessionTerms(
        String home,
        SecretDigest secret,
        Function<Strand, LeaderTransport> engine,
        HighestOrderValue memory,
        SessionEnvironment environment) {}
