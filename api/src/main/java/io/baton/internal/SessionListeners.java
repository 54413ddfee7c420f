// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The listeners that hear of a connection's sessions. One that throws keeps nothing from the others. For the loop's thread only. */
final class SessionListeners {

    private final ElectionLoop loop;
    private final List<SessionListener> listeners = new ArrayList<>();

    SessionListeners(ElectionLoop loop) {
        this.loop = loop;
    }

    void add(SessionListener listener) {
        listeners.add(listener);
    }

    void remove(SessionListener listener) {
        listeners.remove(listener);
    }

    boolean isEmpty() {
        return listeners.isEmpty();
    }

    void tell(Consumer<SessionListener> call) {
        List.copyOf(listeners).forEach(listener -> tell(listener, call));
    }

    void tell(SessionListener listener, Consumer<SessionListener> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException | Error e) {
            loop.threw("One that watches the session", e);
        }
    }
}
