// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.CommittedLog.LogEntry;
import java.util.ArrayList;
import java.util.List;

/** What a simulated member knows after a restart. */
final class Disk {

    final List<LogEntry> log = new ArrayList<>();
    long term;
    String votedFor = "";
    byte[] snapshot = new byte[0];
    long snapshotAt = -1;

    void adopt(long newTerm) {
        term = newTerm;
        votedFor = "";
    }

    long lastIndex() {
        return log.size() - 1L;
    }

    long lastTerm() {
        return log.isEmpty() ? 0 : log.get(log.size() - 1).term();
    }

    /** Takes what a leader sends; what contradicts it was never committed. */
    void take(long from, List<LogEntry> entries, long committed) {
        for (int i = 0; i < entries.size(); i++) {
            int index = (int) from + i;
            if (index < log.size() && log.get(index) != entries.get(i)) {
                if (index <= committed) {
                    throw new IllegalStateException("the model of Raft is wrong: entry " + index + " was committed");
                }
                log.subList(index, log.size()).clear();
            }
            if (index == log.size()) {
                log.add(entries.get(i));
            }
        }
    }

    void wipe() {
        log.clear();
        term = 0;
        votedFor = "";
        snapshotAt = -1;
    }
}
