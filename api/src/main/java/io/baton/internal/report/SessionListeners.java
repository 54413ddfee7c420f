// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.report;

import io.baton.internal.loop.ElectionLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The listeners that hear of a connection's sessions. One that throws keeps nothing from the others. For the loop's thread only. */
public final class SessionListeners {

    private final ElectionLoop loop;
    private final List<SessionListener> listeners = new ArrayList<>();

    public SessionListeners(ElectionLoop loop) {
        this.loop = loop;
    }

    public void add(SessionListener listener) {
        listeners.add(listener);
    }

    public void remove(SessionListener listener) {
        listeners.remove(listener);
    }

    public boolean isEmpty() {
        return listeners.isEmpty();
    }

    public void tell(Consumer<SessionListener> call) {
        List.copyOf(listeners).forEach(listener -> tell(listener, call));
    }

    public void tell(SessionListener listener, Consumer<SessionListener> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException | Error e) {
            loop.threw("One that watches the session", e);
        }
    }
}
