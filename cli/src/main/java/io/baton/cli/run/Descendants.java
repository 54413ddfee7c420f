// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.run;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The processes below one process, as far as they were seen while that lived: afterwards they have another parent. They are known
 * by id and start time, so that no later process is taken for one of them. For one thread.
 */
final class Descendants {

    private final ProcessHandle top;
    private final Set<ProcessHandle> known = new LinkedHashSet<>();

    Descendants(ProcessHandle top) {
        this.top = top;
    }

    /**
     * Remembers what is below the process, and below those that are known, now.
     *
     * @return whether any was not known
     */
    boolean look() {
        boolean isNew = look(top);
        for (ProcessHandle process : List.copyOf(known)) {
            isNew |= look(process);
        }
        return isNew;
    }

    private boolean look(ProcessHandle process) {
        // The system would answer for a later process of the same id.
        return process.isAlive() && known.addAll(process.descendants().toList());
    }

    /** Kills all that are known, and what they have started meanwhile. */
    void kill() {
        do {
            known.forEach(ProcessHandle::destroyForcibly);
        } while (look());
    }
}
