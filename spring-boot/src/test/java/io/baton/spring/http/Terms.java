// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.http;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.spring.actuate.SharedStore;
import java.util.ArrayList;
import java.util.List;

/** Leaderships of one election, one after the other; only the last is still held. */
final class Terms implements AutoCloseable {

    private final SharedStore store = new SharedStore();
    private final List<Leadership> leaderships = new ArrayList<>();

    private Terms() {}

    static Terms of(String election, int terms) throws InterruptedException {
        Terms all = new Terms();
        LeaderElector before = null;
        for (int term = 0; term < terms; term++) {
            Baton process = all.store.connect();
            LeaderElector elector = process.elector(election).start();
            if (before != null) {
                before.resign();
            }
            all.leaderships.add(elector.awaitLeadership());
            before = elector;
        }
        return all;
    }

    /** Counted from zero. */
    Leadership get(int term) {
        return leaderships.get(term);
    }

    @Override
    public void close() {
        store.close();
    }
}
