// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage;

import static io.baton.examples.storage.StorageApplication.ELECTION;

import io.baton.LeaderElector;
import io.baton.examples.storage.ClusterStatus.LeaderAddress;
import io.baton.spring.LeaderChangedEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Puts together what the database holds and what this instance has heard of the election. Safe for use by many threads. */
@Component
class StatusReader {

    private final EntryStore entries;
    private final Terms terms;
    private final Refusals refusals;
    private final StorageProperties properties;
    private final LeaderElector elector;
    private volatile @Nullable LeaderAddress leader;

    StatusReader(
            EntryStore entries,
            Terms terms,
            Refusals refusals,
            StorageProperties properties,
            @Qualifier(ELECTION) LeaderElector elector) {
        this.entries = entries;
        this.terms = terms;
        this.refusals = refusals;
        this.properties = properties;
        this.elector = elector;
    }

    @EventListener
    void on(LeaderChangedEvent changed) {
        leader = changed.leader().map(LeaderAddress::of).orElse(null);
    }

    ClusterStatus read() {
        return new ClusterStatus(
                properties.instance(),
                elector.isLeader(),
                leader,
                entries.count(),
                refusals.count(),
                entries.lastWrites(),
                terms.last());
    }

    /** Differs from an earlier one if what is shown may have changed; costs less than the status. */
    Mark mark() {
        long token = terms.last().stream().mapToLong(Term::token).findFirst().orElse(0);
        return new Mark(entries.lastSeq(), token, refusals.count(), elector.isLeader(), leader);
    }

    /** See {@link #mark}. */
    record Mark(
            long seq,
            long token,
            long refused,
            boolean leads,
            @Nullable LeaderAddress leader) {}
}
