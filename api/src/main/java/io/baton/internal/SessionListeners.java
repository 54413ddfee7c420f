// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Those who hear of a connection's sessions. One that throws keeps nothing from the others. For the loop's thread only. */
final class SessionListeners {

    private final ElectionLoop loop;
    private final List<SessionListener> watchers = new ArrayList<>();

    SessionListeners(ElectionLoop loop) {
        this.loop = loop;
    }

    void add(SessionListener watcher) {
        watchers.add(watcher);
    }

    void remove(SessionListener watcher) {
        watchers.remove(watcher);
    }

    boolean isEmpty() {
        return watchers.isEmpty();
    }

    void tell(Consumer<SessionListener> news) {
        List.copyOf(watchers).forEach(watcher -> tell(watcher, news));
    }

    void tell(SessionListener watcher, Consumer<SessionListener> news) {
        try {
            news.accept(watcher);
        } catch (RuntimeException | Error e) {
            loop.threw("One that watches the session", e);
        }
    }
}
