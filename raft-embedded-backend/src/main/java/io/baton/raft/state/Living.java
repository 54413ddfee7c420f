// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

/**
 * A session that stands, as those see it who watch over its lease.
 *
 * @param leaseNanos how long it is kept when nothing is heard of it
 * @param home the member in whose process it lives, or the empty string
 * @param lastNumber the number of its last entry
 */
public record Living(SessionId session, long leaseNanos, String home, long lastNumber) {}
