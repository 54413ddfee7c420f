// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state.request;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tells a session from every other one.
 *
 * @param index the index of the entry that opened it
 * @param nonce what its process has drawn: indices begin again in a group whose disks were wiped
 */
public record SessionId(long index, long nonce) {

    private static final Pattern NAME = Pattern.compile("([0-9a-f]{1,16})-([0-9a-f]{1,16})");

    /** Its name in the records. */
    public String name() {
        return Long.toHexString(index) + "-" + Long.toHexString(nonce);
    }

    /** The session of that name, unless no session can have it. */
    public static Optional<SessionId> parse(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches()
                ? Optional.of(new SessionId(
                        Long.parseUnsignedLong(parts.group(1), 16), Long.parseUnsignedLong(parts.group(2), 16)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return name();
    }
}
