// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage;

import static io.baton.examples.storage.StorageApplication.ELECTION;

import io.baton.LeaderOnly;
import io.baton.fencing.StaleTokenException;
import io.baton.spring.LeadershipElectedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What the leader does of its own accord. */
@Component
class LeaderTasks {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderTasks.class);

    private final Terms terms;
    private final EntryStore entries;
    private final Refusals refusals;

    LeaderTasks(Terms terms, EntryStore entries, Refusals refusals) {
        this.terms = terms;
        this.entries = entries;
        this.refusals = refusals;
    }

    /** The next confirmation tries again what has failed here. */
    @EventListener
    @LeaderOnly(ELECTION)
    void begin(LeadershipElectedEvent elected) {
        LOG.info("leads with token {}", elected.leadership().token().value());
        attempt(terms::confirm);
    }

    /** So that the length of a fail-over can be told also where nothing was written before. */
    @Scheduled(fixedDelayString = "${storage.confirm-every:250ms}")
    @LeaderOnly(ELECTION)
    void confirm() {
        attempt(terms::confirm);
    }

    @Scheduled(fixedDelayString = "${storage.compact-every:10s}", initialDelayString = "${storage.compact-every:10s}")
    @LeaderOnly(ELECTION)
    void compact() {
        attempt(() -> LOG.debug("compacted: {} rows of the log deleted", entries.compact()));
    }

    private void attempt(Runnable write) {
        try {
            write.run();
        } catch (StaleTokenException stale) {
            refusals.record(stale);
        } catch (TransientDataAccessException busy) {
            LOG.info("tried again later: {}", busy.getClass().getSimpleName());
        }
    }
}
