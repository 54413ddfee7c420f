// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.elections;

import io.baton.Baton;
import io.baton.LeaderElector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The electors of the application, one for each election, made when they are first asked for. They stand as soon as the
 * application's context runs. Safe for use by any number of threads.
 */
public final class ElectorRegistry {

    private final Baton baton;
    private final boolean owned;
    private final Consumer<LeaderElector> onStanding;
    private final Map<String, LeaderElector> electors = new ConcurrentHashMap<>();
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private volatile boolean position;

    /**
     * No electors yet.
     *
     * @param owned whether the connection is of this context, and ends with it
     * @param onStanding called once with each elector, when the context runs and before the elector stands
     */
    ElectorRegistry(Baton baton, boolean owned, Consumer<LeaderElector> onStanding) {
        this.baton = baton;
        this.owned = owned;
        this.onStanding = onStanding;
    }

    /**
     * The elector of this application for the named election.
     *
     * @throws IllegalArgumentException if the name does not fit
     * @throws io.baton.BatonException if there is none yet and the connection is closed
     */
    public LeaderElector elector(String election) {
        LeaderElector known = electors.get(election);
        if (known != null) {
            return known;
        }
        LeaderElector elector = electors.computeIfAbsent(election, this::create);
        // Asked only now: had it not been in the map yet, standAll would have missed it.
        if (position) {
            stand(elector);
        }
        return elector;
    }

    /** The electors at this moment, in the order of their elections' names. */
    public List<LeaderElector> electors() {
        List<LeaderElector> all = new ArrayList<>(electors.values());
        all.sort(Comparator.comparing(LeaderElector::election));
        return all;
    }

    /** An application may have made the elector itself. */
    private LeaderElector create(String election) {
        return baton.find(election).orElseGet(() -> baton.elector(election));
    }

    /** Only the thread that prepares an elector starts it, so that it does not stand before. */
    private void stand(LeaderElector elector) {
        if (!begun.add(elector.election())) {
            return;
        }
        try {
            onStanding.accept(elector);
            elector.start();
        } catch (RuntimeException | Error e) {
            begun.remove(elector.election());
            throw e;
        }
    }

    /** Has all electors stand, those that are made later too. */
    void standAll() {
        position = true;
        electors().forEach(this::stand);
    }

    /** Leaves all elections: calls in flight are cancelled and drained, then the places are released. */
    void leaveAll() {
        if (owned) {
            baton.close();
        } else {
            electors().forEach(LeaderElector::close);
        }
    }
}
