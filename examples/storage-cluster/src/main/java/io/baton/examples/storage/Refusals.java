// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage;

import io.baton.fencing.StaleTokenException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Writes that the database refused because another leader had written since: kept, so that they can be shown. */
@Service
class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final JdbcClient jdbc;
    private final StorageProperties properties;

    Refusals(JdbcClient jdbc, StorageProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /** To be called after the transaction that was refused. */
    void record(StaleTokenException stale) {
        LOG.info("write refused: {}", stale.getMessage());
        jdbc.sql("INSERT INTO refusal (token, seen, instance, refused_at) VALUES (?, ?, ?, ?)")
                .params(
                        stale.offered().value(),
                        stale.highestSeen().value(),
                        properties.instance(),
                        OffsetDateTime.now(ZoneOffset.UTC))
                .update();
    }

    long count() {
        return jdbc.sql("SELECT COUNT(*) FROM refusal").query(Long.class).single();
    }
}
