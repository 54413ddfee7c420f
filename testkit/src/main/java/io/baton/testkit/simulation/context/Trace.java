// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What has happened, for people; costs nothing when it is not read. */
public final class Trace {

    private final boolean wanted;
    private final List<String> lines = new ArrayList<>();

    public Trace(boolean wanted) {
        this.wanted = wanted;
    }

    void add(long now, String who, Supplier<String> what) {
        if (wanted) {
            lines.add(String.format(Locale.ROOT, "%12.6f %-6s %s", now / 1e9, who, what.get()));
        }
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }
}
