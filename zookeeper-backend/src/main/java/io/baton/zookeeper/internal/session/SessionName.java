// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.session;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * The names of sessions and candidacies. A session's name is ZooKeeper's number with something random behind it, since
 * several connections can share one ZooKeeper session through one {@code CuratorFramework}.
 */
public final class SessionName {

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{1,16}-[0-9a-f]{8}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private SessionName() {}

    static String of(long sessionId, String tag) {
        return Long.toHexString(sessionId) + "-" + tag;
    }

    /** Whether a session of Baton can have this name; what others wrote into the store must not become a path. */
    public static boolean isOne(String name) {
        return NAME.matcher(name).matches();
    }

    /** Eight hexadecimal digits. */
    public static String randomTag() {
        return String.format("%08x", RANDOM.nextInt());
    }
}
