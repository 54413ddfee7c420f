// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.session;

import com.google.protobuf.ByteString;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The candidacies and observations that live in a session and end with it. */
public final class SessionMembers {

    private final Set<Listener> listeners = new LinkedHashSet<>();
    private final SkippedKeys skippedKeys;

    SessionMembers(SkippedKeys skippedKeys) {
        this.skippedKeys = skippedKeys;
    }

    public void add(Listener listener) {
        listeners.add(listener);
    }

    public void remove(Listener listener) {
        listeners.remove(listener);
    }

    void opened() {
        List.copyOf(listeners).forEach(Listener::sessionOpened);
    }

    /** Tells the listeners that the session has ended: they answer no caller any more. */
    void end() {
        listeners.forEach(Listener::sessionEnded);
    }

    /** Notes a key that does not belong into a queue. */
    public void skip(ByteString key) {
        skippedKeys.skip(key);
    }

    /** Hears when the session opens and when it ends. */
    public interface Listener {

        void sessionOpened();

        void sessionEnded();
    }
}
