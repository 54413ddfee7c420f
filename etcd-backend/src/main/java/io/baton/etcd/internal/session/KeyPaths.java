// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.session;

import com.google.protobuf.ByteString;
import io.baton.spi.ElectionName;
import io.etcd.jetcd.api.KeyValue;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The keys of the store. Encoded election names contain neither a dot nor a slash, so that no election's queue
 * collides with another one or with the keys of the protocol. The name of a session is its lease in hexadecimal, as etcd's
 * own election recipe names a candidate's key.
 *
 * @param prefix before everything; begins as it likes and ends with a slash
 */
public record KeyPaths(String prefix) {

    private static final Pattern LEASE = Pattern.compile("[0-9a-f]{1,16}");

    public static String session(long lease) {
        return Long.toHexString(lease);
    }

    /** Whether a session of Baton can have this name; what others wrote into the store must not become a key. */
    public static boolean isSession(String name) {
        return LEASE.matcher(name).matches();
    }

    public ByteString fence(String session) {
        return bytes(prefix + ".fence/" + session);
    }

    ByteString heartbeat(String session) {
        return bytes(prefix + ".sign/" + session);
    }

    /** What every entry of a session compares: once it is rewritten, no entry that was sent before can arrive any more. */
    ByteString guard(String session) {
        return bytes(prefix + ".guard/" + session);
    }

    public ByteString floor(ElectionName election) {
        return bytes(prefix + ".floor/" + election.encoded());
    }

    public ByteString leaderRecord(ElectionName election) {
        return bytes(prefix + ".office/" + election.encoded());
    }

    /** What the bids for all elections that a session leads begin with, so that the session needs one watch for them. */
    public ByteString bids(String session) {
        return bytes(prefix + ".bids/" + session + "/");
    }

    /** The bid that the successor of a session that leads an election has made ahead. */
    public ByteString bid(String session, ElectionName election) {
        return bids(session).concat(bytes(election.encoded()));
    }

    /** What all candidates of an election begin with; the prefix that {@code etcdctl elect} of this election uses. */
    public ByteString queue(ElectionName election) {
        return bytes(prefix + election.encoded() + "/");
    }

    public ByteString candidate(ElectionName election, String session) {
        return queue(election).concat(bytes(session));
    }

    /** The session of a candidate in this queue, or nothing for a foreign key. */
    public static Optional<String> candidate(ByteString queue, KeyValue key) {
        String name = key.getKey().substring(queue.size()).toStringUtf8();
        return key.getLease() != 0 && name.equals(session(key.getLease())) ? Optional.of(name) : Optional.empty();
    }

    private static ByteString bytes(String key) {
        return ByteString.copyFromUtf8(key);
    }
}
