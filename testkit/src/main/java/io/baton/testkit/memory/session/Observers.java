// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory.session;

import io.baton.spi.ElectionName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Those who observe elections through one session. For the steps of one link. */
final class Observers {

    private final Map<ElectionName, List<Runnable>> observers = new LinkedHashMap<>();
    private final Consumer<ElectionName> ask;

    /** @param ask asks the store to report changes of an election's leader */
    Observers(Consumer<ElectionName> ask) {
        this.ask = ask;
    }

    void add(ElectionName election, Runnable changed) {
        observers.computeIfAbsent(election, absent -> new ArrayList<>()).add(changed);
        ask.accept(election);
    }

    void remove(ElectionName election, Runnable changed) {
        observers.getOrDefault(election, List.of()).remove(changed);
    }

    /** The store could not be asked. */
    void askAgain(ElectionName election) {
        if (!observers.getOrDefault(election, List.of()).isEmpty()) {
            ask.accept(election);
        }
    }

    void changed(ElectionName election) {
        List.copyOf(observers.getOrDefault(election, List.of())).forEach(Runnable::run);
    }

    /** Changes may have been missed. */
    void connected() {
        observers.keySet().forEach(election -> {
            ask.accept(election);
            changed(election);
        });
    }
}
