// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory.session;

import java.util.OptionalLong;

/** The version of a session's fence as last read, and the last proof that rests on it. */
final class SessionFence {

    private long version;
    private OptionalLong provenAt = OptionalLong.empty();

    long version() {
        return version;
    }

    /** The fence was found to have this version. */
    void read(long current) {
        if (current != version) {
            provenAt = OptionalLong.empty();
        }
        version = current;
    }

    /** A proof, or another request with one in it, that rests on the given version has succeeded. */
    void proven(long on, long sentAt) {
        if (on == version) {
            provenAt = OptionalLong.of(Math.max(sentAt, provenAt.orElse(sentAt)));
        }
    }

    /** When the last proof was sent that has succeeded on the given version, unless the fence was written since. */
    OptionalLong provenAt(long on) {
        return on == version ? provenAt : OptionalLong.empty();
    }
}
